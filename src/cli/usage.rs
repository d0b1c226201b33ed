//! Wrong usage that people fall into, told in words of its own.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use guihua::Lang;

/// What is said of a usage error, where that is more than what the parser says.
pub fn words(error: &clap::Error, lang: Lang) -> Option<String> {
    let word = |kind| match error.get(kind)? {
        ContextValue::String(word) => Some(word.as_str()),
        _ => None,
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = word(ContextKind::InvalidSubcommand)?;
            let names = match error.get(ContextKind::SuggestedSubcommand) {
                Some(ContextValue::Strings(names)) => names.as_slice(),
                Some(ContextValue::String(name)) => std::slice::from_ref(name),
                _ => &[],
            };
            let meant = closest(typed, names);
            let hint = match (meant, lang) {
                (Some(name), Lang::Zh) => format!("。是不是“{name}”？"),
                (Some(name), Lang::En) => format!("; did you mean {name}?"),
                (None, _) => String::new(),
            };
            Some(match lang {
                Lang::Zh => format!("没有“{typed}”这个命令，也没有这个文件{hint}"),
                Lang::En => format!("there is no command and no file {typed}{hint}"),
            })
        }
        ErrorKind::UnknownArgument => {
            let typed = word(ContextKind::InvalidArg)?;
            let name = typed.split('=').next().unwrap_or(typed);
            if !["--format", "-f"].contains(&name) {
                return None;
            }
            let usage = error.to_string();
            if usage.contains(" check ") {
                return Some(match lang {
                    Lang::Zh => format!(
                        "不认识的参数“{name}”：报告的格式用 --output-format，或由 -o 的扩展名决定，如 -o 报告.json"
                    ),
                    Lang::En => format!(
                        "unknown argument {name}: reports have --output-format, or the ending of -o, as in -o report.json"
                    ),
                });
            }
            // Others have a format that no ending tells, or none.
            let is_export = usage.contains(" export ");
            is_export.then(|| match lang {
                Lang::Zh => format!("不认识的参数“{name}”：写成什么由 -o 的扩展名决定，如 -o 结果.json"),
                Lang::En => {
                    format!(
                        "unknown argument {name}: the ending of -o tells the format, as in -o result.json"
                    )
                }
            })
        }
        _ => None,
    }
}

/// The name that a word was meant to be, if it is like one.
fn closest<'a>(word: &str, names: &'a [String]) -> Option<&'a str> {
    /// Two of four letters wrong is another word.
    const LEAST: f64 = 0.6;
    let likeness = |name: &'a String| (strsim::normalized_damerau_levenshtein(word, name), name.as_str());
    let best = names.iter().map(likeness).max_by(|one, other| one.0.total_cmp(&other.0));
    best.filter(|(likeness, _)| *likeness >= LEAST).map(|(_, name)| name)
}

//! Which rules count, and how much: `--select` and `--ignore`, and what a
//! configuration says besides.

use guihua::Code;
use guihua::model::Severity;

use crate::cli::locale::Ui;

/// What names one rule or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// `ALL`.
    All,
    /// The beginning of codes: `S`, `S0`.
    Prefix(String),
    /// `S003` or `numbering-gap`.
    Rule(Code),
}

/// A word that names no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    pub word: String,
    pub meant: Option<&'static str>,
}

impl UnknownRule {
    pub fn message(&self, ui: Ui) -> String {
        let head = format!("{}“{}”", ui.pick("没有这条规则：", "there is no rule "), self.word);
        if let Some(meant) = self.meant {
            return format!("{head}{}{meant}{}", ui.pick("，是不是 ", "; did you mean "), ui.pick("？", "?"));
        }
        let hint =
            ui.pick("；用 guihua explain --list 查看所有规则", "; guihua explain --list shows all rules");
        format!("{head}{hint}")
    }
}

impl Selector {
    /// Reads a code, the beginning of one, a name, or `ALL`.
    ///
    /// # Errors
    ///
    /// Where no rule is named so.
    pub fn parse(word: &str) -> Result<Self, UnknownRule> {
        let word = word.trim();
        if word.eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        if let Some(code) = Code::find(word) {
            return Ok(Self::Rule(code));
        }
        let prefix = word.to_ascii_uppercase();
        let is_prefix =
            !prefix.is_empty() && Code::ALL.iter().any(|code| code.rule().code.starts_with(&prefix));
        if is_prefix {
            Ok(Self::Prefix(prefix))
        } else {
            Err(UnknownRule { word: word.to_owned(), meant: closest(word) })
        }
    }

    /// How closely this names `code`: the more, the closer; 0 for not at all.
    fn closeness(&self, code: Code) -> usize {
        match self {
            Self::All => 1,
            Self::Prefix(prefix) if code.rule().code.starts_with(prefix) => 1 + prefix.len(),
            Self::Rule(rule) if *rule == code => usize::MAX,
            Self::Prefix(_) | Self::Rule(_) => 0,
        }
    }
}

/// The code or name that `word` was meant to be.
pub fn closest(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase().replace(['_', ' '], "-");
    let upper = word.to_uppercase();
    Code::ALL
        .iter()
        .flat_map(|code| {
            let rule = code.rule();
            // Codes differ in one digit only; a name is a word.
            let code = strsim::normalized_damerau_levenshtein(&upper, rule.code) - 0.1;
            [(code, rule.code), (strsim::normalized_damerau_levenshtein(&lower, rule.name), rule.name)]
        })
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|left, right| left.0.total_cmp(&right.0).then_with(|| right.1.cmp(left.1)))
        .map(|(_, word)| word)
}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    pub select: Option<Vec<Selector>>,
    pub ignore: Vec<Selector>,
}

/// What holds for one file.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub typed: Selection,
    /// What the configuration selects; nothing is everything.
    pub select: Option<Vec<Selector>>,
    /// What the configuration ignores, in this file or everywhere.
    pub ignore: Vec<Selector>,
    /// Severities of the configuration.
    pub severity: Vec<(Selector, Severity)>,
}

impl Settings {
    /// The severity of `code`, if it counts at all. Of what selects it and what
    /// ignores it the closer one decides; alike, what ignores it, unless it was
    /// typed and the other was not.
    pub fn severity(&self, code: Code) -> Option<Severity> {
        let closest = |selectors: &[Selector]| {
            selectors.iter().map(|selector| selector.closeness(code)).max().unwrap_or(0)
        };
        let ignored = closest(&self.ignore);
        let ignored_typed = closest(&self.typed.ignore);
        let counts = match (&self.typed.select, &self.select) {
            (Some(selected), _) => {
                let selected = closest(selected);
                selected > 0 && selected > ignored_typed && selected >= ignored
            }
            (None, Some(selected)) => closest(selected) > ignored.max(ignored_typed),
            (None, None) => ignored.max(ignored_typed) == 0,
        };
        let overridden = self
            .severity
            .iter()
            .filter(|(selector, _)| selector.closeness(code) > 0)
            .max_by_key(|(selector, _)| selector.closeness(code))
            .map(|(_, severity)| *severity);
        counts.then(|| overridden.unwrap_or(code.rule().severity))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selectors(words: &str) -> Vec<Selector> {
        words.split_whitespace().map(|word| Selector::parse(word).unwrap()).collect()
    }

    #[test]
    fn rules_are_named_by_code_prefix_or_name() {
        assert_eq!(
            selectors("ALL s S0 s003 Numbering-Gap"),
            [
                Selector::All,
                Selector::Prefix("S".into()),
                Selector::Prefix("S0".into()),
                Selector::Rule(Code::NumberingGap),
                Selector::Rule(Code::NumberingGap),
            ]
        );
        for (word, meant) in [
            ("numberng-gap", Some("numbering-gap")),
            ("numbering_gap", Some("numbering-gap")),
            ("SOO3", None),
            ("X9", None),
            ("", None),
        ] {
            let error = Selector::parse(word).unwrap_err();
            assert_eq!(error.meant, meant, "{word}");
        }
        assert_eq!(Selector::parse("S9003").unwrap_err().meant, Some("S003"));
    }

    #[test]
    fn the_closer_selector_decides() {
        let counts = |select: Option<&str>, ignore: &str, typed_select: Option<&str>, typed_ignore: &str| {
            let settings = Settings {
                typed: Selection { select: typed_select.map(selectors), ignore: selectors(typed_ignore) },
                select: select.map(selectors),
                ignore: selectors(ignore),
                severity: Vec::new(),
            };
            settings.severity(Code::NumberingGap).is_some()
        };
        assert!(counts(None, "", None, ""));
        assert!(!counts(None, "S", None, ""));
        assert!(!counts(None, "", None, "numbering-gap"));
        assert!(!counts(Some("T"), "", None, ""));
        assert!(counts(Some("ALL"), "T", None, ""));
        assert!(counts(Some("S003"), "S", None, ""));
        assert!(!counts(Some("S"), "S003", None, ""));
        assert!(!counts(Some("S003"), "S003", None, ""));
        // What is typed outweighs the configuration.
        assert!(counts(Some("T"), "", Some("S"), ""));
        assert!(counts(None, "S003", Some("S003"), ""));
        assert!(!counts(None, "S003", Some("S"), ""));
        assert!(!counts(Some("S003"), "", None, "S003"));
        assert!(!counts(None, "", Some("S"), "S003"));
    }

    #[test]
    fn the_closest_severity_holds() {
        let settings = Settings {
            severity: vec![
                (Selector::parse("S003").unwrap(), Severity::Error),
                (Selector::parse("ALL").unwrap(), Severity::Info),
            ],
            ..Settings::default()
        };
        assert_eq!(settings.severity(Code::NumberingGap), Some(Severity::Error));
        assert_eq!(settings.severity(Code::NumberingLost), Some(Severity::Info));
    }
}

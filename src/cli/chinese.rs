//! The Chinese help and usage errors, for those whose locale or `--lang` asks.
//!
//! A table by name of the command or argument; a test finds what is missing.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

/// Name, what it does, examples.
const COMMANDS: &[(&str, &str, &str)] = &[
    (
        "guihua",
        "把规划文件变成结构化数据：通知、规划正文、专栏、指标、责任分工、附件",
        "\
示例：
  guihua 规划.docx                         写成工作簿：规划.xlsx
  guihua 规划目录/ --each                  目录里每个文件各写一个工作簿
  guihua parse 规划.txt                    输出 YAML
  guihua parse 规划.txt -f json -o 规划.json
  cat 规划.txt | guihua parse --fail-on warning > 规划.yaml
  guihua check 规划/                       检查值得留意的地方
  guihua schema > plan.schema.json

退出状态：
  0    完成
  1    完成，但有达到 --fail-on 级别的问题
  2    用法错误、读不了输入或写不了输出
  130  处理多个文件时被中断",
    ),
    (
        "parse",
        "解析规划，输出 YAML 或 JSON",
        "\
示例：
  guihua parse 规划.txt
  guihua parse 规划.txt -f json | jq '.plan.indicators[] | .name'
  guihua parse 旧文件.txt --encoding gb18030 -o 旧文件.yaml
  guihua parse 规划.txt --fail-on error -q > /dev/null && echo 没有错误
  guihua parse 档案 -f ndjson -o 规划.ndjson
  guihua parse 档案 --out-dir 模型 --resume --errors 错误.ndjson

结果写到标准输出，发现的问题写到标准错误。",
    ),
    (
        "check",
        "检查规划原文和模型文件，指出值得留意的地方",
        "\
示例：
  guihua check 规划.txt 规划.yaml
  guihua check 规划/ --ignore I,T005 --fail-on warning
  guihua check 规划/ --output-format sarif -o guihua.sarif
  guihua check 档案/ --write-baseline 基线.json
  guihua check 档案/ --baseline 基线.json

规划原文先解析再校读；模型文件（.yaml、.yml、.json、.ndjson）对照模型的规定。
文件所在目录及上级目录里的 guihua.toml 决定查什么。

退出状态：
  0  没有达到 --fail-on 级别的问题
  1  有达到 --fail-on 级别的问题
  2  用法错误，或有文件没有读成",
    ),
    (
        "explain",
        "说明检查规则",
        "\
示例：
  guihua explain S003
  guihua explain --list",
    ),
    (
        "normalize",
        "输出规范化后的文本",
        "\
示例：
  guihua normalize 规划.txt
  guihua normalize 规划.txt --paragraphs | grep 残疾人",
    ),
    #[cfg(feature = "export")]
    (
        "export",
        "把规划或模型导出为表格",
        "\
示例：
  guihua export --to sqlite -o 规划.db 规划目录/
  guihua export --to csv -o 表格目录/ 规划目录/    每张表一个文件
  guihua export --to parquet -o 表格目录/ models.ndjson
  guihua export --to xlsx -o 规划.xlsx 规划.txt

主要的表：plans（规划）、sections（章节）、annexes（附件）、boxes（专栏）、
box_items（专栏条目）、indicators（指标，一个值一行）、
responsibilities（责任分工，一个部门一种角色一行）、diagnostics（问题），
以 plan_id 相连。名为 .yaml、.yml、.json、.ndjson、.jsonl 的文件是 guihua
以前输出的模型，其余都当作规划。",
    ),
    (
        "review",
        "对照原文核对、更正",
        "\
示例：
  guihua review 规划.docx                  在浏览器里核对、更正
  guihua review 规划目录/                  目录里的规划，一份一份看
  guihua review 规划.docx -o 规划.html     写成一个只读的网页

更正存在原文旁边的 规划.docx.guihua.yaml 里，parse、check、export 会自动采用。",
    ),
    (
        "text",
        "输出行号与位置所指的文本",
        "\
示例：
  guihua text 通知.docx
  guihua text 网页.html | grep -n 专栏

网页和 Word 文件：一段一行，表格一行一行，单元格之间用制表符隔开。",
    ),
    ("schema", "输出模型的 JSON Schema", ""),
    (
        "completions",
        "输出 shell 补全脚本",
        "\
示例：
  guihua completions bash > ~/.local/share/bash-completion/completions/guihua
  guihua completions fish > ~/.config/fish/completions/guihua.fish",
    ),
    (
        "man",
        "输出手册页",
        "\
示例：
  guihua man parse | man -l -
  guihua man --out-dir /usr/local/share/man/man1",
    ),
];

/// Id, name of the value, help.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("lang", "语言", "消息的语言；不给则从系统区域设置"),
    ("color", "何时", "颜色"),
    ("help", "", "显示帮助"),
    ("version", "", "显示版本"),
    ("file", "文件", "要读的文件；“-”或不给则读标准输入"),
    ("files", "文件", "要读的文件和目录；“-”或不给则读标准输入"),
    ("files_from", "文件", "名单文件，一行一个文件或目录；“-”是标准输入"),
    ("null", "", "名单里的名字以 NUL 结束，如 find -print0 的输出"),
    ("include", "通配符", "目录里的文件，只读名字或路径与之相符的"),
    ("exclude", "通配符", "目录里的文件，名字、路径或所在目录与之相符的不读"),
    ("hidden", "", "目录里的隐藏文件也读"),
    ("follow", "", "目录里的符号链接也跟随"),
    ("allow_empty", "", "没有找到可读的文件，也以状态 0 退出"),
    ("reviewed", "文件", "要看的文件和目录；不给则打开一个可以拖入文件的网页"),
    ("page_file", "文件", "只写一个供阅读的网页，放一份规划，不启动服务"),
    ("no_open", "", "只显示网址，不打开浏览器"),
    ("without_corrections", "", "不用文件旁边的更正记录，也不写"),
    ("no_corrections", "", "不用文件旁边的更正记录（文件名.guihua.yaml）"),
    ("encoding", "编码", "所读文件的编码，如 gb18030；不给则自动识别"),
    ("from", "格式", "不给则按内容判断"),
    ("model_format", "格式", "输出格式；不给则看 -o 的扩展名，再没有就是 yaml"),
    ("output", "文件", "写到这个文件，要么写全，要么不动；“-”是标准输出"),
    ("force", "", "替换不是 guihua 写的文件，或写后有人改过的文件"),
    ("results", "目录", "在此目录里各写一个文件：a.txt 写成 a.txt.yaml"),
    ("resume", "", "没有过时的结果不再重做：原文、版本、选项都相同"),
    ("errors", "文件", "把跳过和失败的输入逐个写到这个文件，一行一个 JSON"),
    ("jobs", "N", "用几个线程；不给则每个核一个"),
    ("max_bytes", "字节数", "不读比这更大的文件，如 500K、64M、1G"),
    ("timeout", "秒", "一个文件用时超过这么久就放弃"),
    ("progress", "方式", "显示进度"),
    ("stdin_paths", "", "标准输入每行一个路径，逐行应答：供其他程序调用"),
    ("stdin_records", "", "同上，每行一份文件：{\"path\": …, \"text\": …}"),
    ("to", "格式", "导出成什么；不给则看 -o 的扩展名，再没有就是工作簿"),
    ("exported", "路径", "要写的文件（csv、parquet 是目录）；不给则写在旁边"),
    ("each", "", "每个输入在它旁边各写一个工作簿或网页"),
    ("tables", "", "工作簿里放供程序读取的表，而不是给人看的表"),
    ("delimiter", "字符", "CSV 的分隔符：一个 ASCII 字符，或 tab"),
    ("all_files", "", "逐个列出跳过和没有读成的文件，不限一屏"),
    ("no_summary", "", "不显示小结，只显示错误"),
    ("spans", "", "给模型的每一部分加上字节位置"),
    ("editor_schema", "规范", "YAML 首行写明编辑器用的规范，如 plan.schema.json"),
    ("fail_on", "级别", "有这一级或更重的问题时以状态 1 退出"),
    ("output_format", "格式", "怎样写出发现的问题；不给则看 -o 的扩展名"),
    ("all", "", "逐处列出，连同那一行和怎么办"),
    ("explain", "", "说明怎么办"),
    ("fix", "", "改好模型里能推出的：编号、位置、数值、缺的 null"),
    ("select", "规则", "只查这些规则：编号、编号的开头、名称或 ALL"),
    ("ignore", "规则", "不查这些规则"),
    ("config", "文件", "用这个配置，不用各文件上级目录里的 guihua.toml"),
    ("no_config", "", "不用配置"),
    ("baseline", "文件", "略去这份基线里已有的问题"),
    ("write_baseline", "文件", "把所有问题写成基线，不作报告"),
    ("stdin_filename", "文件", "标准输入在报告里的名字；格式由扩展名决定"),
    ("rules", "规则", "规则的编号或名称"),
    ("list", "", "每条规则显示一行"),
    ("quiet", "", "不显示发现的问题，只显示使文件无法处理的错误"),
    ("paragraphs", "", "接回硬换行：一段一行，去掉页码"),
    ("why", "", "逐行说明是否另起一段，以及依据"),
    ("shell", "SHELL", "哪一种 shell"),
    ("page", "子命令", "要说明的子命令；不给则是 guihua 本身"),
    ("out_dir", "目录", "把所有手册页写到这个目录"),
];

/// So many values of an option fit on the line that tells of it.
const MOST_CHOICES: usize = 8;

const TEMPLATE: &str = "\
{before-help}{about-with-newline}
用法：{usage}

{all-args}{after-help}";

/// The same command with Chinese texts.
pub fn translate(command: Command) -> Command {
    let found = COMMANDS.iter().find(|entry| entry.0 == command.get_name());
    let mut command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(translate_argument)
        .mut_subcommands(translate);
    if let Some(&(_, about, examples)) = found {
        command = command.about(about);
        if !examples.is_empty() {
            command = command.after_help(examples);
        }
    }
    command
}

fn translate_argument(argument: Arg) -> Arg {
    let id = argument.get_id().as_str();
    let Some(&(_, value, help)) = ARGUMENTS.iter().find(|entry| entry.0 == id) else {
        return argument;
    };
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    if !argument.get_action().takes_values() {
        return argument.help(help).help_heading(heading);
    }
    // What clap itself would add in English.
    let mut help = help.to_owned();
    let choices: Vec<_> = argument
        .get_possible_values()
        .iter()
        .filter(|choice| !choice.is_hide_set())
        .map(|choice| choice.get_name().to_owned())
        .collect();
    // More than fit on a line are told elsewhere.
    if (1..=MOST_CHOICES).contains(&choices.len()) {
        help = format!("{help} [可选：{}]", choices.join("、"));
    }
    if let [default] = argument.get_default_values() {
        help = format!("{help} [默认：{}]", default.to_string_lossy());
    }
    argument
        .help(help)
        .help_heading(heading)
        .value_name(value)
        .hide_possible_values(true)
        .hide_default_value(true)
}

/// A help text with the words that stand for options and commands.
pub fn placeholders(text: &str) -> String {
    text.replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>").replace("[COMMAND]", "[命令]")
}

/// The usage error in Chinese; `None` where clap's own words must do.
pub fn usage_error(error: &clap::Error) -> Option<String> {
    let word = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        Some(ContextValue::Strings(words)) => Some(words.join("、")),
        _ => None,
    };
    let argument = || word(ContextKind::InvalidArg);
    let mut message = match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识的参数“{}”", argument()?),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", word(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::InvalidValue => match word(ContextKind::InvalidValue)? {
            value if value.is_empty() => format!("“{}”后面缺少值", argument()?),
            value => format!("“{}”不接受“{value}”", argument()?),
        },
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{}", argument()?),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::ArgumentConflict => {
            format!("“{}”不能与“{}”同用", argument()?, word(ContextKind::PriorArg)?)
        }
        _ => return None,
    };
    let choices = [ContextKind::ValidValue, ContextKind::ValidSubcommand].into_iter().find_map(word);
    if let Some(choices) = choices.filter(|choices| !choices.is_empty()) {
        message = format!("{message}，可选：{choices}");
    }
    let suggestions =
        [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    if let Some(suggestion) = suggestions.into_iter().find_map(word) {
        message = format!("{message}。是不是“{suggestion}”？");
    }
    Some(message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn check(command: &Command) {
        let name = command.get_name();
        assert!(COMMANDS.iter().any(|entry| entry.0 == name), "{name}");
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            let Some(entry) = ARGUMENTS.iter().find(|entry| entry.0 == id) else {
                panic!("{name}: {id}");
            };
            let takes_value = argument.get_action().takes_values();
            assert_eq!(takes_value, !entry.1.is_empty(), "{name}: {id}");
        }
        command.get_subcommands().for_each(check);
    }

    #[test]
    fn every_command_and_argument_has_a_chinese_text() {
        check(&crate::cli::args::Args::command());
    }
}

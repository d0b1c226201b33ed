//! The one screen of help: what people do with the program.

use guihua::Lang;

/// The screen in `lang`.
pub const fn text(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => CHINESE,
        Lang::En => ENGLISH,
    }
}

const CHINESE: &str = "\
guihua：把规划文件变成表格和数据

一、规划变成 Excel 工作簿（概况、指标、责任分工、专栏、待核对……）
    guihua 规划.docx                  写在旁边：规划.xlsx
    guihua 规划.pdf -o 结果.xlsx      写到指定的文件
    guihua 某市规划/                  整个目录一个工作簿，--each 每个文件一个

二、检查规划：格式、序号、指标、错字
    guihua check 规划.docx            列出要核对的地方，加 --explain 说明怎么改

三、取出结果，修改，再导出
    guihua parse 规划.docx -o 规划.yaml
    guihua check 规划.yaml --fix      改完以后检查，并改好编号、位置和数值
    guihua 规划.yaml                  按改过的内容再写工作簿

能读 .docx、.pdf、.html、.txt、.md；-o 的扩展名决定写成什么：
.xlsx .html .csv .yaml .json .ndjson .db
文件名里有空格时，前后加英文引号。
别人改过的结果不会被替换，除非加 --force。

全部命令：guihua help --all    一个命令的用法：guihua help check
";

const ENGLISH: &str = "\
guihua: Chinese government plans as sheets and as data

1. A plan as a workbook (overview, indicators, responsibilities, findings …)
    guihua plan.docx                  writes plan.xlsx beside it
    guihua plan.pdf -o result.xlsx    writes the file you name
    guihua plans/                     one workbook of a folder; --each: one each

2. Proofread a plan: form, numbering, indicators, typing
    guihua check plan.docx            what to look at; --explain: what to do

3. Take the result out, edit it, go on
    guihua parse plan.docx -o plan.yaml
    guihua check plan.yaml --fix      checks your edits, mends ids and values
    guihua plan.yaml                  writes the workbook anew

Reads .docx, .pdf, .html, .txt, .md. The ending of -o tells what is written:
.xlsx .html .csv .yaml .json .ndjson .db
Quote names with blanks. Results that somebody edited are replaced only with
--force.

All commands: guihua help --all    One command: guihua help check
";

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn it_fits_on_a_screen() {
        for lang in [Lang::Zh, Lang::En] {
            assert!(text(lang).lines().count() <= 24);
            for line in text(lang).lines() {
                assert!(line.width() <= 80, "{line}");
            }
        }
    }
}

//! Lists of tasks whose cells run together without anything between them, header and all, as pages
//! leave them whose marks have been thrown away: `序号工作任务责任单位时间进度1完善养老设施市民政局、
//! 市财政局2021年底前2发展…`.
//!
//! The numbers count the rows. Between two of them stands what is to be done, then a list of
//! departments, which nothing but names can be, and perhaps a time or the name of the next group.
//! [`header`] cuts the header into columns, [`starts`] knows what a row and the name of a group
//! begin with, [`names`] finds the lists, [`rows`] the rows of the [`table`].

mod header;
mod names;
mod rows;
mod starts;
mod table;

use self::header::scan_header;
use self::names::Names;
use self::rows::Rows;

pub use self::header::find_headers;
pub use self::table::{GluedTasks, Range};

/// Reads the table whose header `text` begins with; what follows the table may stand behind it.
#[must_use]
pub fn scan_glued_tasks(text: &str) -> Option<GluedTasks> {
    /// A table has no more bytes.
    const LONGEST: usize = 100_000;
    let text = &text[..text.floor_char_boundary(LONGEST.min(text.len()))];
    let header = scan_header(text)?;
    let rows = Rows { text, names: Names::of(text, header.end), header: &header };
    let (rows, end) = rows.scan()?;
    Some(GluedTasks { heads: header.heads, rows, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Option<Vec<&str>> {
        let table = scan_glued_tasks(text)?;
        let mut cells: Vec<Range> = table.heads.into_iter().map(|(_, head)| head).collect();
        for row in table.rows {
            cells.extend(row.group);
            cells.extend(row.number);
            cells.push(row.task);
            cells.extend(row.lists);
            cells.extend(row.time);
        }
        Some(cells.into_iter().map(|cell| &text[cell]).collect())
    }

    #[test]
    fn numbers_departments_and_times() {
        let text = "序号工作任务负责单位时间进度备注一、主要任务1新建城区要配套建设12处服务设施，同步规划。市住房城乡建设局（牵头）、市民政局和各区县人民政府\
            2021年4季度出台具体措施2老城区没有达到要求的，建设区域性服务中心市民政局（牵头）、市住房城乡建设局2021年4季度启动实施二、保障措施3发挥2个中心的功能市财政局、\
            市民政局、团市委、市老龄办会同市卫健委等相关部门和各区县人民政府2021年4季度出台具体措施相关附件：二维码";
        let found = cells(text).unwrap();
        assert_eq!(found[..5], ["序号", "工作任务", "负责单位", "时间进度", "备注"]);
        assert_eq!(
            found[5..],
            [
                "一、主要任务",
                "1",
                "新建城区要配套建设12处服务设施，同步规划。",
                "市住房城乡建设局（牵头）、市民政局和各区县人民政府",
                "2021年4季度出台具体措施",
                "2",
                "老城区没有达到要求的，建设区域性服务中心",
                "市民政局（牵头）、市住房城乡建设局",
                "2021年4季度启动实施",
                "二、保障措施",
                "3",
                "发挥2个中心的功能",
                "市财政局、市民政局、团市委、市老龄办会同市卫健委等相关部门和各区县人民政府",
                "2021年4季度出台具体措施",
            ]
        );
    }

    #[test]
    fn words_behind_a_name_that_stands_nowhere_else() {
        let text = "序号工作任务责任单位时间进度1探索新型捐赠方式。市民政局、市税务局2021年底前2设立慈善信托。市民政局、广元银监分局中省出台要求后试点\
            3引导企业捐款。市民政局、市税务局2021年底前";
        let found = cells(text).unwrap();
        assert_eq!(found[8..12], ["2", "设立慈善信托。", "市民政局、广元银监分局", "中省出台要求后试点"]);
    }

    #[test]
    fn two_lists_of_departments() {
        let text = "序号重点任务牵头单位配合单位1提振市场信心，优化投资环境。区发改局区财政局、区税务局2保护个人隐私。区卫健局区公安局、区司法局\
            3公开办理流程。区人社局区民政局、区教育局";
        let found = cells(text).unwrap();
        assert_eq!(found[4..8], ["1", "提振市场信心，优化投资环境。", "区发改局", "区财政局、区税务局"]);
        assert_eq!(found.len(), 4 + 3 * 4);
    }

    #[test]
    fn tasks_that_bear_numbers_themselves() {
        let text = "工作任务工作要求牵头单位配合/责任单位一、加强公开1.增强透明度。区直各有关单位，各乡镇人民政府2.建立反馈机制，优化环境。区发改局区直各有关单位\
            3.保护隐私。区卫健局区公安局、区司法局";
        let found = cells(text).unwrap();
        assert_eq!(found[..4], ["工作任务", "工作要求", "牵头单位", "配合/责任单位"]);
        assert_eq!(
            found[4..9],
            [
                "一、加强公开",
                "1.增强透明度。",
                "区直各有关单位，各乡镇人民政府",
                "2.建立反馈机制，优化环境。",
                "区发改局"
            ]
        );
    }

    #[test]
    fn names_that_a_task_runs_into() {
        let row = |row: &str| {
            let text = format!(
                "序号工作任务责任单位时间进度1制定规划市民政局、市财政局2021年底前2{row}2021年底前3培训护理员市教育局、市财政局、市民政局2023年底前"
            );
            let found = cells(&text)?;
            Some(found[9..11].iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>())
        };
        for (text, task, units) in [
            ("开展检查市市场监管局", "开展检查", "市市场监管局"),
            ("建成中心市民政局", "建成中心", "市民政局"),
            ("完善省市县三级网络省民政厅、市民政局", "完善省市县三级网络", "省民政厅、市民政局"),
            ("建设中心各县（市、区）人民政府、市财政局", "建设中心", "各县（市、区）人民政府、市财政局"),
            ("建设社区设施市民政局", "建设社区设施", "市民政局"),
            (
                "扩大信贷投入人行甲市中心支行（牵头）、市民政局",
                "扩大信贷投入",
                "人行甲市中心支行（牵头）、市民政局",
            ),
        ] {
            assert_eq!(row(text).as_deref(), Some(&[task.to_owned(), units.to_owned()][..]), "{text}");
        }
    }

    #[test]
    fn the_name_of_a_group_before_a_row_that_nobody_can_read() {
        let text = "序号工作任务责任单位1完善制度市民政局、市财政局2建设中心市民政局、市财政局3培训人员市民政局、市财政局二、保障措施4加强宣传";
        let table = scan_glued_tasks(text).unwrap();
        assert_eq!((table.rows.len(), &text[table.end..]), (3, "二、保障措施4加强宣传"));
    }

    #[test]
    fn what_is_no_such_table() {
        for text in [
            "序号指标单位2020年1覆盖率%952达标率%96",
            "序号工作任务责任单位1加强领导。2加强宣传。3加强考核。",
            "序号是表格的一栏",
            "序号地市处数1甲市5处2乙市6处3丙市7处",
        ] {
            assert_eq!(cells(text), None, "{text}");
        }
    }
}

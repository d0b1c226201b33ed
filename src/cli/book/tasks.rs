//! 责任分工 (clauses of the text), 任务清单 (rows of annex tables), and 按部门, which
//! turns both round.

use std::collections::HashMap;

use guihua::model::{Document, Responsibility};
use guihua::tabulate::{covered_texts, join_others};

use super::sheet::{Cell, Draft, Look, Maker, PlanAt, Row, Sheet};
use super::tables::day;
use super::tall;
use super::text::{self, Headings};

/// As many characters of a task are printed; the rest stands beside.
const TASK: usize = 100;

/// As many characters name a task in the list of a department.
const NAME: usize = 14;

/// So many characters name an annex.
const ANNEX: usize = 16;

/// The rows so far.
#[derive(Default)]
pub(super) struct Tasks {
    clauses: Vec<(PlanAt, Row)>,
    listed: Vec<(PlanAt, Row)>,
    departments: Vec<(PlanAt, Duties)>,
}

/// What a department has to do: numbers and names of tasks, by role.
struct Duties {
    name: String,
    tasks: [Vec<String>; 3],
}

impl Tasks {
    pub fn add(&mut self, plan: PlanAt, document: &Document, headings: &Headings) {
        let covered = covered_texts(&document.plan);
        let mut places: HashMap<String, usize> = HashMap::new();
        let first = self.departments.len();
        let (mut clauses, mut listed) = (0, 0);
        for (clause, covers) in document.plan.responsibilities.iter().zip(&covered) {
            let is_listed = clause.annex.is_some() || clause.task.is_some();
            let number = if is_listed { &mut listed } else { &mut clauses };
            *number += 1;
            let (name, reference) = if is_listed {
                let name = text::beginning(clause.task.as_deref().unwrap_or(covers), NAME);
                self.list(plan, clause, *number, headings);
                (name, format!("清{number}"))
            } else {
                let name = text::beginning(&self.clause(plan, clause, covers, *number, headings), NAME);
                (name, number.to_string())
            };
            let task = format!("{reference} {name}");
            for (role, list) in
                [&clause.lead, &clause.participants, &clause.responsible].into_iter().enumerate()
            {
                for department in list {
                    let at = *places.entry(department.name.clone()).or_insert_with(|| {
                        let duties = Duties { name: text::department(department), tasks: Default::default() };
                        self.departments.push((plan, duties));
                        self.departments.len() - 1
                    });
                    self.departments[at].1.tasks[role].push(task.clone());
                }
            }
        }
        // Those with most to do, and most to lead, stand first.
        let weight = |duties: &Duties| {
            let [lead, part, responsible] = duties.tasks.each_ref().map(Vec::len);
            (lead + responsible, part)
        };
        self.departments[first..].sort_by_key(|(_, duties)| std::cmp::Reverse(weight(duties)));
    }

    /// A row of 责任分工; the name of its task.
    fn clause(
        &mut self,
        plan: PlanAt,
        clause: &Responsibility,
        covers: &str,
        number: usize,
        headings: &Headings,
    ) -> String {
        let section = clause.section.as_deref();
        let own = section.map(|id| headings.title(id)).unwrap_or_default();
        let mut cells =
            vec![Cell::count(number), Cell::text(section.map(|id| headings.own(id)).unwrap_or_default())];
        let printed = text::gist(covers, TASK);
        let is_cut = printed != covers;
        cells.push(Cell::text(printed));
        cells.extend(roles(clause));
        cells.push(deadline(clause));
        cells.push(if is_cut { Cell::text(covers) } else { Cell::Empty });
        self.clauses.push((plan, Row::plain(cells)));
        if own.is_empty() { covers.to_owned() } else { own }
    }

    /// A row of 任务清单.
    fn list(&mut self, plan: PlanAt, clause: &Responsibility, number: usize, headings: &Headings) {
        let annex = clause.annex.as_deref().map(|id| headings.annex(id)).unwrap_or_default();
        let section = clause.section.as_deref().map(|id| headings.path(id)).unwrap_or_default();
        let printed =
            clause.number.map_or_else(|| Cell::count(number), |number| Cell::Number(number.into(), None));
        let mut cells = vec![
            Cell::count(number),
            // It stands in every row.
            Cell::text(if annex.is_empty() { section } else { text::gist(&annex, ANNEX) }),
            printed,
            Cell::text(clause.category.as_deref().unwrap_or_default()),
            Cell::text(clause.task.as_deref().unwrap_or_default()),
            Cell::text(clause.measures.as_deref().unwrap_or_default()),
        ];
        cells.extend(roles(clause));
        cells.push(deadline(clause));
        cells.push(Cell::text(join_others(&clause.other)));
        self.listed.push((plan, Row::plain(cells)));
    }

    pub fn sheets(mut self, maker: &Maker<'_>) -> Vec<Sheet> {
        const WHO: [(&str, &str, Look, (usize, usize)); 4] = [
            ("牵头单位", "Leads", Look::Text, (10, 20)),
            ("参与单位", "Take part", Look::Text, (10, 30)),
            ("责任单位", "Responsible", Look::Text, (10, 30)),
            ("时限", "Deadline", Look::Middle, (8, 16)),
        ];
        let mut columns = vec![
            ("序号", "No.", Look::Middle, (5, 8)),
            ("章节", "Section", Look::Text, (16, 30)),
            ("任务内容", "What is to be done", Look::Text, (30, 76)),
        ];
        columns.extend(WHO);
        columns.push(("任务全文（不打印）", "Full text (not printed)", Look::Beside, (20, 20)));
        let clauses =
            maker.sheet(("责任分工", "Responsibilities"), &columns, std::mem::take(&mut self.clauses));

        let mut columns = vec![
            ("序号", "No.", Look::Middle, (5, 8)),
            ("附件", "Annex", Look::Text, (10, 18)),
            ("原序号", "As printed", Look::Middle, (8, 10)),
            ("分组", "Group", Look::Text, (8, 18)),
            ("任务", "Task", Look::Text, (24, 50)),
            ("措施", "Measures", Look::Text, (24, 60)),
        ];
        columns.extend(WHO);
        columns.push(("其他", "Other", Look::Text, (10, 30)));
        let mut listed = std::mem::take(&mut self.listed);
        // What no row says takes no room.
        for at in OPTIONAL.iter().rev() {
            if listed.iter().all(|(_, row)| row.cells[*at] == Cell::text("")) {
                columns.remove(*at);
                for (_, row) in &mut listed {
                    row.cells.remove(*at);
                }
            }
        }
        let listed = maker.sheet(("任务清单", "Task list"), &columns, listed);

        let departments = departments(&self.departments, maker);
        clauses.into_iter().chain(departments).chain(listed).collect()
    }
}

/// The sheet of departments; a role that nobody has takes no room.
fn departments(departments: &[(PlanAt, Duties)], maker: &Maker<'_>) -> Option<Sheet> {
    const COUNTS: [Draft<'_>; 3] = [
        ("牵头项数", "Leads", Look::Middle, (6, 10)),
        ("参与项数", "Takes part", Look::Middle, (6, 10)),
        ("责任项数", "Responsible", Look::Middle, (6, 10)),
    ];
    const LISTS: [Draft<'_>; 3] = [
        ("牵头的任务（序号、名称）", "Tasks it leads", Look::Text, (14, 62)),
        ("参与的任务（序号、名称）", "Tasks it takes part in", Look::Text, (14, 62)),
        ("负责的任务（序号、名称）", "Tasks it is responsible for", Look::Text, (14, 62)),
    ];
    let has = |role: usize| departments.iter().any(|(_, duties)| !duties.tasks[role].is_empty());
    let roles: Vec<usize> = (0..3).filter(|role| has(*role)).collect();
    let mut columns = vec![("部门", "Department", Look::Text, (16, 30))];
    columns.extend(roles.iter().map(|role| COUNTS[*role]));
    columns.extend(roles.iter().map(|role| LISTS[*role]));
    let rows = departments
        .iter()
        .map(|(plan, duties)| {
            let mut cells = vec![Cell::text(&duties.name)];
            cells.extend(roles.iter().map(|role| Cell::count(duties.tasks[*role].len())));
            cells.extend(roles.iter().map(|role| Cell::text(duties.tasks[*role].join("；"))));
            (*plan, Row::plain(cells))
        })
        .collect();
    maker.sheet(("按部门", "By department"), &columns, rows).map(|sheet| {
        let plan = usize::from(maker.is_several());
        tall::parted(sheet, plan + 1)
    })
}

/// Where group, measures and other columns stand in a row of the list.
const OPTIONAL: [usize; 3] = [3, 5, 10];

fn roles(clause: &Responsibility) -> impl Iterator<Item = Cell> {
    [&clause.lead, &clause.participants, &clause.responsible]
        .map(|list| Cell::text(text::departments(list)))
        .into_iter()
}

fn deadline(clause: &Responsibility) -> Cell {
    let text = clause.deadline.as_deref().unwrap_or_default();
    day(text).unwrap_or_else(|| Cell::text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_that_is_a_day_is_one() {
        let text =
            "甲县规划\n一、任务\n（一）床位。建设床位。（牵头单位：县民政局；完成时限：2021年6月30日）\n";
        let parsed = guihua::parse(&guihua::Source::from_text("plan.txt", text));
        let mut clause = parsed.documents[0].plan.responsibilities[0].clone();
        for (printed, cell) in [
            ("2021年6月30日", Cell::Date(2021, 6, 30)),
            ("2021年6月", Cell::text("2021年6月")),
            ("2021年6月30日前", Cell::text("2021年6月30日前")),
        ] {
            clause.deadline = Some(printed.to_owned());
            assert_eq!(deadline(&clause), cell);
        }
    }
}

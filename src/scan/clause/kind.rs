//! What a clause says, whatever its wording.

/// What a department has to do with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 牵头, 主办
    Lead,
    /// 参与, 配合, 协办
    Participant,
    /// 责任单位, 负责
    Responsible,
}

/// What a clause says of how lists are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadRule {
    /// Who leads.
    pub leads: Leads,
    /// What the others have to do with it: 其余按职责分工负责.
    pub others: Role,
}

/// Who of a list leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads {
    /// 列第一位的为牵头单位
    First,
    /// 两省列首位的为牵头单位: the first of each of the first so many lists.
    FirstOfEach(usize),
    /// 逗号前为牵头单位
    BeforeComma,
}

/// The departments of a clause, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clause<'a> {
    /// Each department with its role.
    pub departments: Vec<(Role, &'a str)>,
    /// Until when, as printed.
    pub deadline: Option<&'a str>,
    /// What it says of how its list is to be read, and whether it says so of all that
    /// follow, too: 列第一位的为牵头单位，下同.
    pub rule: Option<(LeadRule, bool)>,
    /// How many departments without a role stand before the first comma.
    pub before_comma: usize,
    /// With which departments the lists begin that stand behind a semicolon.
    pub lists: Vec<usize>,
}

impl Clause<'_> {
    /// Gives those who stand first the lead, and the others their part in it, where the
    /// clause itself names no one who leads.
    pub fn apply(&mut self, rule: LeadRule) {
        if self.departments.iter().any(|(role, _)| *role != Role::Responsible) {
            return;
        }
        let leads = match rule.leads {
            Leads::First | Leads::FirstOfEach(_) => 1,
            Leads::BeforeComma => self.before_comma,
        };
        if leads == 0 {
            return;
        }
        let others = match rule.leads {
            Leads::FirstOfEach(count) => &self.lists[..self.lists.len().min(count.saturating_sub(1))],
            _ => &[],
        };
        for (at, (role, _)) in self.departments.iter_mut().enumerate() {
            *role = if at < leads || others.contains(&at) { Role::Lead } else { rule.others };
        }
    }

    /// Whether the clause names nobody, only a time.
    #[must_use]
    pub fn is_time(&self) -> bool {
        self.departments.is_empty()
    }
}

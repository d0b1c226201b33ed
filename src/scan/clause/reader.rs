//! Puts a clause together, piece by piece.

use super::kind::{Clause, Role};
use super::words::{
    OtherLabel, is_remark, is_time, names_persons, read_lead_rule, strip_label, strip_nominal,
    strip_other_label, strip_time_label, strip_verbs,
};
use crate::scan::organization::{Kind, kind_of, split_names};
use crate::scan::{is_closing, is_opening};

/// What has been read of a clause.
#[derive(Default)]
pub(super) struct Reader<'a> {
    clause: Clause<'a>,
    /// The role that a label opened.
    open: Option<Role>,
    /// The names that wait for the verb of a role.
    waiting: Vec<&'a str>,
    /// Whether verbs give those behind the label their roles, and stand behind their names.
    awaits_verb: bool,
    /// Whether persons are named, not departments, or something else is said.
    in_other: bool,
    /// Whether the time at hand may go on behind a comma.
    in_time: bool,
    /// Whether a time has its label: 完成时限：.
    has_time_label: bool,
    /// Whether a label names the kind of those who follow: 责任单位：.
    is_labelled: bool,
    /// How many names are surely names, how many may be some, and how many are none.
    known: usize,
    unknown: usize,
    odd: usize,
    /// Whether a comma stands in the list without roles.
    has_comma: bool,
    /// Whether a semicolon stands before the names at hand.
    is_next_list: bool,
}

impl<'a> Reader<'a> {
    /// Reads one piece between two marks.
    pub(super) fn read(&mut self, text: &'a str, piece: &'a str, separator: Option<char>) -> Option<()> {
        if let Some(time) = strip_time_label(piece) {
            self.clause.deadline = Some(time.trim()).filter(|time| !time.is_empty());
            self.in_time = true;
            self.has_time_label = true;
            return Some(());
        }
        if is_time(piece) {
            self.push_time(text, piece);
            return Some(());
        }
        self.in_time = false;
        if is_remark(piece) {
            self.read_remark(piece);
            return Some(());
        }
        if names_persons(piece) {
            self.in_other = true;
            return Some(());
        }
        if let Some((role, has_noun, list)) = strip_label(piece) {
            // 市教育局，配合单位：市财政局
            self.push_waiting();
            self.in_other = false;
            self.is_labelled |= has_noun;
            self.open = Some(role);
            // 责任单位：甲牵头、乙配合
            let (list, others) = match split_lead(list) {
                Some((first, others)) => (first, Some(others)),
                None => (list, None),
            };
            // 责任单位：甲牵头，乙，丙配合: the verb of those who follow stands behind the last.
            self.awaits_verb = false;
            match strip_verbs(list) {
                Some((own, names)) => {
                    let own = if own == Role::Responsible { role } else { own };
                    self.awaits_verb = own != role;
                    self.push(own, names);
                }
                None => self.push(role, list),
            }
            return others.map_or(Some(()), |others| self.read(text, others, Some('，')));
        }
        // 牵头部门：甲；保障单位：乙；目标位置：前五
        if self.is_labelled
            && let Some((label, list)) = strip_other_label(piece)
        {
            self.push_waiting();
            self.in_other = label == OtherLabel::Else;
            if label == OtherLabel::Bodies {
                let has_lead = self.clause.departments.iter().any(|(role, _)| *role == Role::Lead);
                let role = if has_lead { Role::Participant } else { Role::Responsible };
                self.open = Some(role);
                self.push(role, list);
            }
            return Some(());
        }
        if self.in_other && strip_verbs(piece).is_none() {
            // 责任领导：张某，李某
            return Some(());
        }
        if let Some((first, others)) = split_together(piece) {
            let mut names = std::mem::take(&mut self.waiting);
            names.extend(first);
            // 会同 says that they work together, not who leads.
            for list in names.into_iter().chain([others]) {
                self.push(Role::Responsible, list);
            }
            self.open = None;
            return Some(());
        }
        if let Some((first, rest)) = split_lead(piece) {
            self.read(text, first, separator)?;
            return self.read(text, rest, Some('，'));
        }
        if let Some((role, list)) = strip_nominal(piece) {
            self.push(role, list);
            return Some(());
        }
        if let Some((role, list)) = strip_verbs(piece) {
            let list = list.trim_start_matches('由').trim_start_matches('请');
            let mut names = std::mem::take(&mut self.waiting);
            if !list.is_empty() {
                names.push(list);
            }
            // 责任单位：甲、乙，丙按职责分工负责
            let role = match self.open {
                Some(open) if role == Role::Responsible => open,
                _ => role,
            };
            if names.is_empty() && self.known + self.unknown == 0 {
                return None;
            }
            for (at, list) in names.into_iter().enumerate() {
                self.has_comma |= at > 0;
                self.push(role, list);
            }
            return Some(());
        }
        if let Some(role) = self.open.filter(|_| !self.awaits_verb) {
            self.is_next_list = separator.is_some_and(|c| matches!(c, '；' | ';'));
            self.has_comma |= separator.is_some_and(|c| matches!(c, '，' | ','));
            self.push(role, piece);
        } else {
            self.waiting.push(piece);
        }
        Some(())
    }

    /// Reads what a remark says of those who are named before it.
    fn read_remark(&mut self, piece: &str) {
        if let Some(rule) = read_lead_rule(piece) {
            self.clause.rule = Some((rule, false));
        }
        if (piece.starts_with("下同") || piece.starts_with("以下"))
            && let Some((_, is_general)) = &mut self.clause.rule
        {
            *is_general = true;
        }
        // Who is named before 以下均需… answers for it.
        self.push_waiting();
        self.open = None;
    }

    /// Notes a time; 以后每年持续实施 goes on with the one before.
    fn push_time(&mut self, text: &'a str, piece: &'a str) {
        let end = piece.as_ptr() as usize + piece.len() - text.as_ptr() as usize;
        self.clause.deadline = match self.clause.deadline.filter(|_| self.in_time) {
            Some(before) => text.get(before.as_ptr() as usize - text.as_ptr() as usize..end),
            None => Some(self.clause.deadline.unwrap_or(piece)),
        };
        self.in_time = true;
    }

    /// Gives those who wait for a verb the role of their label, or the one that no word has given
    /// them. Commas stand between them.
    pub(super) fn push_waiting(&mut self) {
        let role = self.open.unwrap_or(Role::Responsible);
        for (at, list) in std::mem::take(&mut self.waiting).into_iter().enumerate() {
            self.has_comma |= at > 0;
            self.push(role, list);
        }
    }

    fn push(&mut self, role: Role, list: &'a str) {
        for name in split_names(list) {
            // 市残联（牵头）
            let (name, own) = split_role(name);
            let role = own.unwrap_or(role);
            match kind_of(name) {
                Kind::Known => self.known += 1,
                Kind::Unknown => self.unknown += 1,
                Kind::NoName => {
                    self.odd += 1;
                    continue;
                }
            }
            if std::mem::take(&mut self.is_next_list) {
                self.clause.lists.push(self.clause.departments.len());
            }
            self.clause.departments.push((role, name));
            if !self.has_comma {
                self.clause.before_comma = self.clause.departments.len();
            }
        }
    }

    pub(super) fn finish(mut self) -> Option<Clause<'a>> {
        // Who is named behind those who lead takes a part that nobody has named.
        if self.known > 0 {
            self.push_waiting();
        }
        if !self.waiting.is_empty() {
            return None;
        }
        if self.clause.departments.is_empty() {
            return (self.has_time_label && self.clause.deadline.is_some() && self.odd == 0)
                .then_some(self.clause);
        }
        if !self.has_comma {
            self.clause.before_comma = 0;
        }
        let is_clause = if self.is_labelled {
            // A label is never the beginning of a sentence, unless it says why: 为落实….
            self.odd * 2 <= self.known
        } else {
            self.odd == 0 && self.unknown <= self.known
        };
        is_clause.then_some(self.clause)
    }
}

/// `市残联（牵头）` gives the name and the role.
pub(super) fn split_role(name: &str) -> (&str, Option<Role>) {
    const ROLES: &[(&str, Role)] = &[
        ("牵头", Role::Lead),
        ("主办", Role::Lead),
        ("配合", Role::Participant),
        ("协办", Role::Participant),
        ("参与", Role::Participant),
    ];
    let closed = name.strip_suffix(is_closing);
    let Some((base, inner)) = closed.and_then(|name| name.rsplit_once(is_opening)) else {
        return (name, None);
    };
    let inner = inner.trim_start_matches('为').trim_end_matches("单位").trim_end_matches("部门");
    match ROLES.iter().find(|(word, _)| *word == inner) {
        Some((_, role)) if !base.is_empty() => (base, Some(*role)),
        _ => (name, None),
    }
}

/// `甲牵头、乙配合` gives `甲牵头` and `乙配合`: the verb ends the list before it.
fn split_lead(piece: &str) -> Option<(&str, &str)> {
    const LEADS: &[&str] = &["牵头、", "主办、"];
    let (at, verb) = LEADS.iter().find_map(|verb| piece.find(verb).map(|at| (at, verb)))?;
    let (first, rest) = piece.split_at(at + verb.len());
    // Who leads is named once: what says so again and again is no clause.
    let is_once = || !LEADS.iter().any(|verb| rest.contains(verb));
    (at > 0 && !rest.is_empty() && is_once()).then(|| (first.trim_end_matches('、'), rest))
}

/// `甲会同乙负责` gives `甲` and `乙`; `会同乙负责` none and `乙`.
fn split_together(piece: &str) -> Option<(Option<&str>, &str)> {
    let (first, others) = piece.split_once("会同")?;
    let others = strip_verbs(others).map_or(others, |(_, list)| list);
    let first = first.trim_start_matches('由');
    (!others.is_empty()).then(|| ((!first.is_empty()).then_some(first), others))
}

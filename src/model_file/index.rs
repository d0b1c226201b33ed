//! The parts of a model with their ids, and what refers to what.
//!
//! Rules look at a model through this index, which takes what has the right
//! type and leaves the rest to the schema: a part without an id refers to
//! nothing and is missed by nobody.

use std::collections::{HashMap, HashSet};

use super::finding::lines_of;
use super::node::Node;
use super::path::Path;
use super::problem::PartKind;
use crate::model::Lines;

/// A part of a plan that has an id.
pub(super) struct Part<'a> {
    pub kind: PartKind,
    pub node: &'a Node,
    /// The node of the id, and the id.
    pub id: (&'a Node, &'a str),
    pub path: String,
    /// The id that the part has by its position.
    pub expected: String,
}

/// A place that names a part by its id.
pub(super) struct Reference<'a> {
    pub kind: PartKind,
    pub node: &'a Node,
    pub id: &'a str,
    pub path: String,
    pub lines: Option<Lines>,
    /// In which field it stands.
    pub role: Role<'a>,
    /// What has that field; the id itself where a list has it.
    pub holder: &'a Node,
}

/// What a reference is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role<'a> {
    /// The place of a box or a clause in the text of this section; `None` before
    /// the first section or in an annex.
    Place { section: Option<&'a str> },
    /// A part says where it stands, or a contents entry what it names.
    Mention,
    /// An annex lists its tasks.
    Task { annex: Option<&'a str> },
}

/// Where a part stands: the field that says it, and what it should say.
pub(super) struct Expected<'i, 'a> {
    pub part: &'i Part<'a>,
    pub field: &'static str,
    pub place: Option<&'a str>,
}

/// A table, for its width.
pub(super) struct TableAt<'a> {
    pub node: &'a Node,
    pub path: String,
    pub lines: Option<Lines>,
}

/// The index of one model.
pub(super) struct Index<'a> {
    pub document: &'a Node,
    pub plan: Option<&'a Node>,
    /// The path of the model itself: empty, or `[1]`.
    pub top: String,
    pub parts: Vec<Part<'a>>,
    pub references: Vec<Reference<'a>>,
    pub tables: Vec<TableAt<'a>>,
    /// The sections whose text has a block that cannot be understood: it may be
    /// the place of what seems to have none.
    pub doubtful: HashSet<Option<&'a str>>,
    /// The part with each id; of several the one in its place, else the first.
    by_id: HashMap<&'a str, usize>,
    /// The ids that parts have by their place and do not have.
    vacant: HashSet<String>,
    /// Of each kind, the first part behind a gap.
    gaps: Vec<(PartKind, usize)>,
}

impl<'a> Index<'a> {
    pub fn new(document: &'a Node, top: &Path<'_>) -> Self {
        let plan = document.get("plan");
        let mut index = Self {
            document,
            plan,
            top: top.to_string(),
            parts: Vec::new(),
            references: Vec::new(),
            tables: Vec::new(),
            doubtful: HashSet::new(),
            by_id: HashMap::new(),
            vacant: HashSet::new(),
            gaps: Vec::new(),
        };
        if let Some(plan) = plan {
            index.add_plan(plan, &top.field("plan"));
        }
        for (at, part) in index.parts.iter().enumerate() {
            let meant = index.by_id.entry(part.id.1).or_insert(at);
            if part.id.1 == part.expected {
                *meant = at;
            }
        }
        let named: HashSet<&str> = index.references.iter().map(|reference| reference.id).collect();
        for (at, part) in index.parts.iter().enumerate().filter(|(_, part)| part.id.1 != part.expected) {
            let expected = part.expected.as_str();
            // Whoever names the id of this place means another part, which is gone, if this
            // one is named by the id that it has.
            let is_named = named.contains(part.id.1) && index.by_id.get(part.id.1) == Some(&at);
            if !is_named {
                index.vacant.insert(part.expected.clone());
            } else if named.contains(expected)
                && !index.by_id.contains_key(expected)
                && index.gaps.iter().all(|(kind, _)| *kind != part.kind)
            {
                index.gaps.push((part.kind, at));
            }
        }
        for reference in &index.references {
            if let Role::Place { section } = reference.role
                && !index.by_id.contains_key(reference.id)
            {
                index.doubtful.insert(section);
            }
        }
        index
    }

    /// The part with this id.
    pub fn part(&self, id: &str) -> Option<&Part<'a>> {
        self.by_id.get(id).map(|at| &self.parts[*at])
    }

    /// Where the parts stand, as far as the text says it.
    pub fn places(&self) -> Vec<Expected<'_, 'a>> {
        let mut places = Vec::new();
        let mut placed = HashSet::new();
        for reference in &self.references {
            let Some(part) = self.part(reference.id).filter(|part| part.kind == reference.kind) else {
                continue;
            };
            match reference.role {
                // The first place counts; a second one is told as such.
                Role::Place { section } if placed.insert(reference.id) => {
                    places.push(Expected { part, field: "section", place: section });
                }
                Role::Task { annex } => places.push(Expected { part, field: "annex", place: annex }),
                _ => {}
            }
        }
        // An indicator stands in the section of its box.
        for part in self.parts.iter().filter(|part| part.kind == PartKind::Indicator) {
            let found = part.node.get("box").and_then(Node::text).and_then(|id| self.part(id));
            if let Some(holder) = found.filter(|found| found.kind == PartKind::Box) {
                let section = holder.node.get("section").and_then(Node::text);
                // A box whose section is wrong is told itself.
                if section.is_none_or(|id| self.part(id).is_some()) {
                    places.push(Expected { part, field: "section", place: section });
                }
            }
        }
        places
    }

    /// Whether a part that stands where this id belongs has another: whoever
    /// refers to the id is right, and the part is not.
    pub fn is_vacant(&self, id: &str) -> bool {
        self.vacant.contains(id)
    }

    /// Whether a part stands behind a place whose part is gone and still named: what
    /// follows from the ids cannot be told before that is mended.
    pub fn is_behind_gap(&self, part: usize) -> bool {
        let kind = self.parts[part].kind;
        self.gaps.iter().any(|(other, first)| *other == kind && *first <= part)
    }

    /// The path of a field of the model, below its top.
    pub fn path(&self, below: &str) -> String {
        if self.top.is_empty() { below.to_owned() } else { format!("{}.{below}", self.top) }
    }

    fn add_plan(&mut self, plan: &'a Node, path: &Path<'_>) {
        let list = |name| plan.get(name).map_or(&[] as &[Node], Node::items).iter().enumerate();
        for (at, entry) in list("toc") {
            let path = path.field("toc");
            self.mention(entry, "section", PartKind::Section, &path.item(at));
        }
        self.add_content(plan, "preamble", None, path);
        let sections = path.field("sections");
        for (at, section) in list("sections") {
            self.add_section(section, &format!("{}", at + 1), &sections.item(at));
        }
        for (at, found) in list("boxes") {
            let path = path.field("boxes");
            let path = path.item(at);
            self.add_part(PartKind::Box, found, format!("box-{}", at + 1), &path);
            self.mention(found, "section", PartKind::Section, &path);
            let section = found.get("section").and_then(Node::text);
            self.add_content(found, "content", section, &path);
        }
        for (at, found) in list("indicators") {
            let path = path.field("indicators");
            let path = path.item(at);
            self.add_part(PartKind::Indicator, found, format!("ind-{}", at + 1), &path);
            self.mention(found, "box", PartKind::Box, &path);
            self.mention(found, "section", PartKind::Section, &path);
            self.mention(found, "annex", PartKind::Annex, &path);
        }
        for (at, found) in list("responsibilities") {
            let path = path.field("responsibilities");
            let path = path.item(at);
            self.add_part(PartKind::Responsibility, found, format!("resp-{}", at + 1), &path);
            self.mention(found, "section", PartKind::Section, &path);
            self.mention(found, "annex", PartKind::Annex, &path);
        }
        for (at, found) in list("annexes") {
            let path = path.field("annexes");
            let path = path.item(at);
            self.add_part(PartKind::Annex, found, format!("annex-{}", at + 1), &path);
            self.add_content(found, "content", None, &path);
            let annex = found.get("id").and_then(Node::text);
            let tasks = found.get("tasks").map_or(&[] as &[Node], Node::items);
            let path = path.field("tasks");
            for (at, task) in tasks.iter().enumerate() {
                let (kind, role) = (PartKind::Responsibility, Role::Task { annex });
                self.refer((task, task), kind, role, lines_of(found), &path.item(at));
            }
        }
    }

    fn add_section(&mut self, section: &'a Node, expected: &str, path: &Path<'_>) {
        self.add_part(PartKind::Section, section, expected.to_owned(), path);
        self.add_content(section, "content", section.get("id").and_then(Node::text), path);
        let sections = section.get("sections").map_or(&[] as &[Node], Node::items);
        let path = path.field("sections");
        for (at, section) in sections.iter().enumerate() {
            self.add_section(section, &format!("{expected}.{}", at + 1), &path.item(at));
        }
    }

    /// The blocks of a section, a box, an annex or the preamble.
    fn add_content(&mut self, node: &'a Node, name: &'a str, section: Option<&'a str>, path: &Path<'_>) {
        let lines = lines_of(node);
        let path = path.field(name);
        let blocks = node.get(name).map_or(&[] as &[Node], Node::items);
        for (at, block) in blocks.iter().enumerate() {
            let path = path.item(at);
            let lines = lines_of(block).or(lines);
            match block.get("type").and_then(Node::text) {
                Some("paragraph") => {}
                Some("table") => {
                    self.tables.push(TableAt { node: block, path: path.to_string(), lines });
                }
                Some(name @ ("box" | "responsibility"))
                    if block.get(name).is_some_and(|id| id.text().is_some()) =>
                {
                    let kind = if name == "box" { PartKind::Box } else { PartKind::Responsibility };
                    if let Some(id) = block.get(name) {
                        let role = Role::Place { section };
                        self.refer((id, block), kind, role, lines, &path.field(name));
                    }
                }
                _ => {
                    self.doubtful.insert(section);
                }
            }
        }
    }

    fn add_part(&mut self, kind: PartKind, node: &'a Node, expected: String, path: &Path<'_>) {
        if let Some(id) = node.get("id")
            && let Some(text) = id.text()
        {
            self.parts.push(Part { kind, node, id: (id, text), path: path.to_string(), expected });
        }
    }

    fn mention(&mut self, node: &'a Node, name: &'a str, kind: PartKind, path: &Path<'_>) {
        if let Some(id) = node.get(name) {
            self.refer((id, node), kind, Role::Mention, lines_of(node), &path.field(name));
        }
    }

    fn refer(
        &mut self,
        (node, holder): (&'a Node, &'a Node),
        kind: PartKind,
        role: Role<'a>,
        lines: Option<Lines>,
        path: &Path<'_>,
    ) {
        if let Some(id) = node.text() {
            self.references.push(Reference { kind, node, id, path: path.to_string(), lines, role, holder });
        }
    }
}

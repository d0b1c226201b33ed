//! What holds for every text, whatever it says.
//!
//! Asserted on every seed, on every plan under `fixtures/documents` and on every
//! variant of a seed: no character is lost; places lie in the source, agree with
//! each other and nest; the text of a paragraph is what stands at its place;
//! normalizing twice changes nothing; the model meets the schema, and YAML and
//! JSON read back as it; a second run gives the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use guihua::model::{
    Annex, Attachment, Block, BoxReference, Department, Document, DocumentNumber, Furniture, Imprint,
    Indicator, Item, Lines, Notice, OtherCell, Paragraph, Part, Plan, PlanBox, Responsibility,
    ResponsibilityReference, Section, SourceInfo, Table, TocEntry, Value,
};
use guihua::normalize::normalize;
use guihua::render::{self, Format};
use guihua::{Options, Source};
use jsonschema::Validator;
use regex::Regex;

use crate::support::{documents, fold, seeds};
use crate::variants::variants;

static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::validator_for(&guihua::schema::plan_schema()).unwrap());

/// Everything that is wrong with the model of `bytes`.
pub fn faults(name: &str, bytes: &[u8]) -> Vec<String> {
    let parse = || {
        let source = Source::from_bytes(name, bytes.to_vec(), None).unwrap();
        let parsed = guihua::parse_with(&source, &Options { spans: true, ..Options::default() });
        (source, parsed.documents)
    };
    let (source, documents) = parse();
    let mut faults = Vec::new();
    let once = normalize(source.text()).text;
    if normalize(&once).text != once {
        faults.push("normalizing twice changes the text".to_owned());
    }
    let mut written = Vec::new();
    render::write(&mut written, &documents, Format::Ndjson).unwrap();
    let mut again = Vec::new();
    render::write(&mut again, &parse().1, Format::Ndjson).unwrap();
    if written != again {
        faults.push("a second run gives other bytes".to_owned());
    }
    faults.extend(faults_of(&source, &documents));
    faults
}

/// Everything that is wrong with models of a source that have byte offsets.
pub fn faults_of(source: &Source, documents: &[Document]) -> Vec<String> {
    let (nodes, furniture, open, faults) = Default::default();
    let mut walk = Walk { source, nodes, furniture, open, faults };
    for (index, document) in documents.iter().enumerate() {
        walk.document(document, index == 0);
        walk.faults.extend(serialized(document));
    }
    let Walk { nodes, mut faults, .. } = walk;
    faults.extend(lost(source, documents, &nodes));
    faults
}

/// Whether the document meets the schema and reads back.
fn serialized(document: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    let json = serde_json::to_value(document).unwrap();
    faults.extend(VALIDATOR.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())));
    if serde_json::from_value::<Document>(json).unwrap() != *document {
        faults.push("JSON reads back as another model".to_owned());
    }
    let mut yaml = Vec::new();
    render::write(&mut yaml, std::slice::from_ref(document), Format::Yaml).unwrap();
    // The default budget is too small for a plan.
    let budget = serde_yaml::budget! { max_nodes: 100_000_000, max_events: 200_000_000 };
    let options = serde_yaml::options! { budget: budget };
    let yaml = std::str::from_utf8(&yaml).unwrap();
    match serde_yaml::from_str_with_options::<Document>(yaml, options) {
        Ok(read) if read == *document => {}
        Ok(_) => faults.push("YAML reads back as another model".to_owned()),
        Err(error) => faults.push(format!("YAML does not read back: {error}")),
    }
    faults
}

// Places

/// A node of the model with its place and its own texts.
struct Node<'a> {
    kind: &'static str,
    lines: Lines,
    texts: Vec<&'a str>,
    numbers: Vec<u32>,
}

/// Visits every node. All structs are taken apart field by field, so that a new
/// field or a new kind of node does not compile until it is visited as well.
struct Walk<'a> {
    source: &'a Source,
    nodes: Vec<Node<'a>>,
    /// Where page numbers and other furniture stand.
    furniture: Vec<[u32; 2]>,
    /// The places of the nodes around the one at hand.
    open: Vec<(&'static str, [u32; 2])>,
    faults: Vec<String>,
}

/// Where a child must lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nesting {
    /// Inside its parent.
    Inside,
    /// Anywhere: the imprint of the notice is at the end of the file.
    Free,
}

impl<'a> Walk<'a> {
    /// Checks a place and notes the texts that lie there.
    fn node(
        &mut self,
        kind: &'static str,
        place: (&Lines, &Option<[u32; 2]>),
        nesting: Nesting,
        texts: Vec<&'a str>,
        numbers: Vec<u32>,
    ) -> [u32; 2] {
        let text = self.source.text();
        let (lines, span) = place;
        let mut fault = |what: &str| self.faults.push(format!("{kind} {lines:?} {span:?}: {what}"));
        let count = self.source.lines().count();
        if !(1 <= lines[0] && lines[0] <= lines[1] && lines[1] <= count.max(1)) {
            fault("lines outside the source");
        }
        let Some(span) = *span else {
            fault("no span");
            return [0, 0];
        };
        let [start, end] = span.map(|offset| offset as usize);
        if start > end || end > text.len() || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            fault("span outside the source or inside a character");
            return span;
        }
        let line_of = |offset: usize| {
            let before = &text[..offset];
            let breaks =
                before.matches('\n').count() + before.matches('\r').count() - before.matches("\r\n").count();
            // An offset between CR and LF is still on the line that they end.
            u32::try_from(
                1 + breaks - usize::from(before.ends_with('\r') && text[offset..].starts_with('\n')),
            )
            .unwrap()
        };
        let last = text[start..end].char_indices().next_back().map_or(start, |(at, _)| start + at);
        let expected = [line_of(start), line_of(last)];
        if *lines != expected {
            fault(&format!("span is on lines {expected:?}"));
        }
        if let Some((parent, outer)) = self.open.last()
            && nesting == Nesting::Inside
            && !(outer[0] <= span[0] && span[1] <= outer[1])
        {
            fault(&format!("outside its {parent} {outer:?}"));
        }
        self.nodes.push(Node { kind, lines: *lines, texts, numbers });
        span
    }

    fn within(&mut self, kind: &'static str, span: [u32; 2], visit: impl FnOnce(&mut Self)) {
        self.open.push((kind, span));
        visit(self);
        self.open.pop();
    }

    /// Checks that nodes of one list follow each other.
    fn in_order(&mut self, kind: &str, spans: impl IntoIterator<Item = Option<[u32; 2]>>, may_overlap: bool) {
        let spans: Vec<[u32; 2]> = spans.into_iter().flatten().collect();
        for pair in spans.windows(2) {
            let before = if may_overlap { pair[0][0] } else { pair[0][1] };
            if before > pair[1][0] {
                self.faults.push(format!("{kind} {:?} before {:?}", pair[0], pair[1]));
            }
        }
    }

    fn document(&mut self, document: &'a Document, is_first: bool) {
        let Document {
            schema_version: _,
            source,
            part,
            notice,
            plan,
            furniture,
            attachments,
            diagnostics,
            ..
        } = document;
        let SourceInfo { path: _, name: _, format: _, encoding: _, sha256: _, bytes: _, lines, .. } = source;
        let Part { index: _, count: _, .. } = part;
        assert_eq!(*lines, self.source.lines().count());
        // Notice and furniture are the same in every part.
        if is_first {
            for Furniture { kind: _, text, lines, span, .. } in furniture {
                self.node("furniture", (lines, span), Nesting::Free, vec![text], vec![]);
            }
            for Attachment { text: _, target: _, lines, span, .. } in attachments {
                self.node("attachment", (lines, span), Nesting::Free, vec![], vec![]);
            }
            self.furniture = furniture.iter().filter_map(|found| found.span).collect();
            self.furniture.sort_unstable();
            if let Some(notice) = notice {
                self.notice(notice);
            }
            self.in_order("furniture", furniture.iter().map(|found| found.span), true);
            for guihua::model::Diagnostic {
                code: _, name: _, severity: _, message: _, lines, span, ..
            } in diagnostics
            {
                self.node("diagnostic", (lines, span), Nesting::Free, vec![], vec![]);
            }
        }
        self.plan(plan);
    }

    fn notice(&mut self, notice: &'a Notice) {
        let Notice {
            agency_mark,
            document_number,
            title,
            addressees,
            body,
            signatories,
            date: _,
            date_text,
            attachments,
            annotations,
            copied_to,
            imprint,
            lines,
            span,
            ..
        } = notice;
        let texts = [agency_mark, title, date_text].into_iter().flatten();
        let lists = [addressees, signatories, attachments, annotations, copied_to].into_iter().flatten();
        let texts = texts.chain(lists).map(String::as_str).collect();
        let outer = self.node("notice", (lines, span), Nesting::Free, texts, vec![]);
        if let Some(DocumentNumber { text, agency_code: _, year: _, sequence: _, lines, span, .. }) =
            document_number
        {
            self.node("document number", (lines, span), Nesting::Free, vec![text], vec![]);
        }
        if let Some(Imprint { agency: _, date: _, text, lines, span, .. }) = imprint {
            self.node("imprint", (lines, span), Nesting::Free, vec![text], vec![]);
        }
        self.within("notice", outer, |walk| {
            for paragraph in body {
                walk.paragraph(paragraph);
            }
            walk.in_order("body", body.iter().map(|paragraph| paragraph.span), false);
        });
    }

    fn plan(&mut self, plan: &'a Plan) {
        let Plan {
            title,
            kind: _,
            region: _,
            region_from: _,
            period: _,
            toc,
            preamble,
            sections,
            boxes,
            indicators,
            responsibilities,
            annexes,
            lines,
            span,
            ..
        } = plan;
        let outer = self.node("plan", (lines, span), Nesting::Free, vec![title], vec![]);
        self.within("plan", outer, |walk| {
            for TocEntry { label, title, page, section: _, lines, span, .. } in toc {
                let texts = label.iter().chain([title]).map(String::as_str).collect();
                walk.node("entry", (lines, span), Nesting::Inside, texts, page.iter().copied().collect());
            }
            walk.in_order("entries", toc.iter().map(|entry| entry.span), false);
            walk.blocks(preamble);
            walk.sections(sections);
            for found in boxes {
                walk.plan_box(found);
            }
            walk.in_order("boxes", boxes.iter().map(|found| found.span), false);
            for row in indicators {
                walk.indicator(row);
                walk.widen(row.category.is_some(), plan);
            }
            walk.in_order("indicators", indicators.iter().map(|row| row.span), true);
            for found in responsibilities {
                walk.responsibility(found);
                walk.widen(found.category.is_some(), plan);
            }
            walk.in_order("responsibilities", responsibilities.iter().map(|found| found.span), true);
            for annex in annexes {
                walk.annex(annex);
            }
            walk.in_order("annexes", annexes.iter().map(|annex| annex.span), false);
        });
    }

    fn sections(&mut self, sections: &'a [Section]) {
        for section in sections {
            let Section { id: _, level: _, label, number: _, title, content, sections, lines, span, .. } =
                section;
            let texts: Vec<&str> = label.iter().chain(title).map(String::as_str).collect();
            let heading = texts.concat();
            let outer = self.node("section", (lines, span), Nesting::Inside, texts, vec![]);
            if !fold(&normalize(&self.content(outer)).text).starts_with(&fold(&heading)) {
                self.faults.push(format!("section {outer:?} does not begin with {heading}"));
            }
            self.within("section", outer, |walk| {
                walk.blocks(content);
                walk.sections(sections);
            });
        }
        self.in_order("sections", sections.iter().map(|section| section.span), false);
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        let mut spans = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    self.paragraph(paragraph);
                    spans.push(paragraph.span);
                }
                Block::Table(Table { columns, rows, lines, span, .. }) => {
                    let texts = columns.iter().chain(rows.iter().flatten()).map(String::as_str).collect();
                    self.node("table", (lines, span), Nesting::Inside, texts, vec![]);
                    spans.push(*span);
                }
                Block::Box(BoxReference { id: _, .. })
                | Block::Responsibility(ResponsibilityReference { id: _, .. }) => {}
                _ => panic!("a kind of block that nobody looks at"),
            }
        }
        self.in_order("blocks", spans, false);
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) {
        let Paragraph { text, lines, span, .. } = paragraph;
        let place = self.node("paragraph", (lines, span), Nesting::Inside, vec![text], vec![]);
        if fold(&normalize(&self.content(place)).text) != fold(text) {
            self.faults.push(format!("paragraph {lines:?} is not what stands there: {text}"));
        }
    }

    /// The source at a place, without the page numbers and running heads that may
    /// stand in the middle of a sentence.
    fn content(&self, [start, end]: [u32; 2]) -> String {
        let mut found = String::new();
        let mut from = start;
        let inside = self.furniture.iter().filter(|place| start <= place[0] && place[1] <= end);
        for [next, behind] in inside.copied().chain([[end, end]]) {
            // What is left out may have kept a reference apart, or an escape.
            if from > start {
                found.push(if found.ends_with('\\') { '\n' } else { '\u{200b}' });
            }
            found.push_str(self.source.text().get(from as usize..next as usize).unwrap_or_default());
            from = behind;
        }
        found
    }

    fn plan_box(&mut self, found: &'a PlanBox) {
        let PlanBox { id: _, number: _, title, section: _, kind: _, items, content, lines, span, .. } = found;
        let outer = self.node("box", (lines, span), Nesting::Inside, vec![title], vec![]);
        self.within("box", outer, |walk| {
            walk.items(items);
            walk.blocks(content);
        });
    }

    fn items(&mut self, items: &'a [Item]) {
        for Item { label, title, text, items, lines, span, .. } in items {
            let texts = label.iter().chain(title).chain(text).map(String::as_str).collect();
            let outer = self.node("item", (lines, span), Nesting::Inside, texts, vec![]);
            self.within("item", outer, |walk| walk.items(items));
        }
        self.in_order("items", items.iter().map(|item| item.span), false);
    }

    fn indicator(&mut self, row: &'a Indicator) {
        let Indicator {
            id: _,
            box_id: _,
            section: _,
            annex: _,
            number,
            category,
            name,
            unit,
            values,
            attribute,
            other,
            lines,
            span,
            ..
        } = row;
        let texts = category.iter().chain([name]).chain(unit).chain(attribute).map(String::as_str);
        let values = values
            .iter()
            .map(|Value { column: _, year: _, role: _, text, comparator: _, number: _, .. }| text.as_str());
        let texts = texts.chain(values).chain(other.iter().map(other_text)).collect();
        self.node("indicator", (lines, span), Nesting::Inside, texts, number.iter().copied().collect());
    }

    /// What several rows have in common is printed once, above or beside them.
    fn widen(&mut self, has_category: bool, plan: &Plan) {
        if let Some(node) = self.nodes.last_mut().filter(|_| has_category) {
            node.lines = plan.lines;
        }
    }

    fn responsibility(&mut self, found: &'a Responsibility) {
        let Responsibility {
            id: _,
            section: _,
            annex,
            number,
            category,
            task,
            measures,
            deadline,
            other,
            lead,
            participants,
            responsible,
            text,
            lines,
            span,
            ..
        } = found;
        for Department { name: _, also: _, .. } in lead.iter().chain(participants).chain(responsible) {
            // The clause itself holds the names.
        }
        let _ = annex;
        // The clause holds its deadline, too; a row has it in a column.
        let own = |deadline: &&String| !text.contains(deadline.as_str());
        let texts =
            category.iter().chain(task).chain(measures).chain(deadline.iter().filter(own)).chain([text]);
        let texts = texts.map(String::as_str).chain(other.iter().map(other_text)).collect();
        self.node("responsibility", (lines, span), Nesting::Inside, texts, number.iter().copied().collect());
    }

    fn annex(&mut self, annex: &'a Annex) {
        let Annex { id: _, label, title, content, tasks: _, notes, lines, span, .. } = annex;
        let texts = label.iter().chain(title).chain(notes).map(String::as_str).collect();
        let outer = self.node("annex", (lines, span), Nesting::Inside, texts, vec![]);
        self.within("annex", outer, |walk| walk.blocks(content));
    }
}

/// The text of a cell that has no field of its own; the header of its column is furniture.
fn other_text(OtherCell { column: _, text, .. }: &OtherCell) -> &str {
    text
}

// Characters

/// Characters that count: Chinese characters, letters and digits.
fn characters(text: &str) -> BTreeMap<char, isize> {
    let mut counts = BTreeMap::new();
    for c in fold(text).chars().filter(|c| c.is_alphanumeric()) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// Characters of the source that no text of the model holds.
///
/// Allowed are marks that the model states in another form, each as often as the
/// model states it: 专栏 and its number for each box, 附件： and the numbers of what
/// is attached, 抄送 before a list of recipients, 文件 behind the letterhead, the
/// zeros before the number of a page.
fn lost(source: &Source, documents: &[Document], nodes: &[Node<'_>]) -> Vec<String> {
    let mut rest = characters(&resolved(source.text()));
    let mut take = |text: &str| {
        for (c, count) in characters(text) {
            *rest.entry(c).or_default() -= count;
        }
    };
    for node in nodes {
        node.texts.iter().for_each(|text| take(text));
        node.numbers.iter().for_each(|number| take(&number.to_string()));
    }
    for mark in structural_marks(source, documents) {
        take(&mark);
    }
    let missing: String = rest
        .iter()
        .filter(|(_, count)| **count > 0)
        .flat_map(|(c, count)| std::iter::repeat_n(*c, count.unsigned_abs()))
        .collect();
    let mut faults = Vec::new();
    if !missing.is_empty() {
        faults.push(format!("lost: {missing}"));
    }
    faults.extend(lost_on_lines(source, documents, nodes));
    faults
}

/// The text with what its references stand for: the letters of `&ldquo;` and `\geq 5` are
/// none of its own. What a single one means is tested where they are read.
fn resolved(text: &str) -> std::borrow::Cow<'_, str> {
    static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
        let reference = r"&(?:amp;|#38;|#x26;)*(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);";
        let command = r"\\[\s\p{C}]*[A-Za-zＡ-Ｚａ-ｚ\p{Cf}]+[\s\p{C}]*[0-9０-９]";
        Regex::new(&format!("{reference}|{command}")).unwrap()
    });
    REFERENCE.replace_all(text, |found: &regex::Captures<'_>| normalize(&found[0]).text)
}

/// The marks of [`lost`] as the source prints them.
fn structural_marks(source: &Source, documents: &[Document]) -> Vec<String> {
    static BOX: LazyLock<Regex> = LazyLock::new(|| {
        // Control characters leave no trace in the normal form.
        let pattern =
            r"专[\s\p{C}]*栏[\s\p{C}]*[（(]?([0-9０-９\p{C}]+(?:[-－][0-9０-９]+)?|[一二三四五六七八九十]*)";
        Regex::new(pattern).unwrap()
    });
    static ATTACHED: LazyLock<Regex> = LazyLock::new(|| {
        // With a colon, or at the head of a line without one.
        let word = r"附[\s\p{C}]*(件|表|录|图)?[\s\p{C}]*[0-9０-９一二三四五六七八九十]*[\s\p{C}]*";
        Regex::new(&format!(r"{word}[:：]|(?m:^)[\s\p{{C}}]*{word}")).unwrap()
    });
    static COPY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"([抄分主][\s\p{C}]*送|抄[\s\p{C}]*报)[^\n\r]{0,8}[:：]").unwrap());
    let text = source.text();
    let mut marks = Vec::new();
    for document in documents {
        for found in &document.plan.boxes {
            let [start, end] = found.span.unwrap();
            let heading = text.get(start as usize..end as usize).unwrap_or_default();
            // The mark may stand before a tab or a bracket, never further in.
            let mark = BOX.find(heading).filter(|mark| mark.start() < 12);
            marks.push(mark.map_or(String::new(), |mark| mark.as_str().to_owned()));
        }
    }
    for entry in documents.iter().flat_map(|document| &document.plan.toc) {
        // Page 05 is page 5.
        let [start, end] = entry.span.unwrap();
        let printed: String = text[start as usize..end as usize].split_whitespace().collect();
        let digits = printed.rsplit(|c: char| !c.is_numeric()).next();
        let zeros = digits.unwrap_or_default().chars().take_while(|c| matches!(c, '0' | '０')).count();
        marks.push("0".repeat(if entry.page.is_some() { zeros } else { 0 }));
    }
    // Row 01 is row 1.
    for plan in documents.iter().map(|document| &document.plan) {
        let rows = plan.indicators.iter().map(|row| (row.number, row.span));
        let rows = rows.chain(plan.responsibilities.iter().map(|row| (row.number, row.span)));
        for (number, span) in rows.filter_map(|(number, span)| number.zip(span)) {
            let printed = fold(&text[span[0] as usize..span[1] as usize]);
            let mut figures = printed.split(|c: char| !c.is_ascii_digit());
            let zeros = figures.find_map(|figure| {
                let zeros = figure.strip_suffix(&number.to_string())?;
                zeros.bytes().all(|c| c == b'0').then(|| zeros.to_owned())
            });
            marks.extend(zeros);
        }
    }
    if let Some(notice) = documents.first().and_then(|document| document.notice.as_ref()) {
        // One for each agency of a joint notice.
        let agencies = notice.agency_mark.as_deref().unwrap_or_default().split_whitespace();
        marks.extend(agencies.map(|_| "文件".to_owned()));
        let attached = notice.attachments.len();
        marks.extend(ATTACHED.find_iter(text).take(attached).map(|mark| mark.as_str().to_owned()));
        marks.extend((1..=attached).map(|number| number.to_string()));
        if !notice.copied_to.is_empty() {
            marks.extend(COPY.find_iter(text).map(|mark| mark.as_str().to_owned()));
        }
    }
    marks
}

/// The same line by line: what stands on a line must be in a node that lies on
/// it. A text that is printed twice cannot hide one that is lost.
fn lost_on_lines(source: &Source, documents: &[Document], nodes: &[Node<'_>]) -> Vec<String> {
    let marks = characters(&structural_marks(source, documents).concat());
    let mut anywhere = marks;
    let mut faults = Vec::new();
    let count = source.lines().count() as usize;
    let mut by_line: Vec<Vec<usize>> = vec![Vec::new(); count + 2];
    for (index, node) in nodes.iter().enumerate() {
        // The lists of a notice have no places of their own, and the imprint is at
        // the other end of the file.
        if matches!(node.kind, "notice" | "plan") {
            for (c, count) in node.texts.iter().flat_map(|text| characters(text)) {
                *anywhere.entry(c).or_default() += count;
            }
        } else if !node.texts.is_empty() || !node.numbers.is_empty() {
            for line in node.lines[0]..=node.lines[1] {
                if let Some(list) = by_line.get_mut(line as usize) {
                    list.push(index);
                }
            }
        }
    }
    for line in 1..=count {
        let span = source.lines().line_span(u32::try_from(line).unwrap());
        let mut rest = characters(&resolved(&source.text()[span.start as usize..span.end as usize]));
        for &index in &by_line[line] {
            let node = &nodes[index];
            let numbers: String = node.numbers.iter().map(u32::to_string).collect();
            for (c, count) in node.texts.iter().flat_map(|text| characters(text)).chain(characters(&numbers))
            {
                *rest.entry(c).or_default() -= count;
            }
        }
        let missing: String = rest
            .iter()
            .filter(|(c, count)| **count > anywhere.get(c).copied().unwrap_or_default())
            .map(|(c, _)| *c)
            .collect();
        if !missing.is_empty() {
            faults.push(format!("lost on line {line}: {missing}"));
        }
    }
    faults
}

// The inputs

fn check<'a>(inputs: impl IntoIterator<Item = (String, std::borrow::Cow<'a, [u8]>)>) {
    let mut report = String::new();
    let (mut count, mut failed) = (0, 0);
    for (name, bytes) in inputs {
        let faults = faults(&name, &bytes);
        count += 1;
        failed += usize::from(!faults.is_empty());
        if !faults.is_empty() {
            let _ = writeln!(report, "{name}");
            faults.iter().take(6).for_each(|fault| {
                let _ = writeln!(report, "    {}", fault.chars().take(200).collect::<String>());
            });
        }
    }
    assert!(report.is_empty(), "{failed} of {count} texts\n{report}");
}

#[test]
fn of_seeds() {
    check(seeds().into_iter().map(|case| (case.name, case.bytes.into())));
}

#[test]
fn of_documents() {
    check(documents().into_iter().map(|case| (case.name, case.bytes.into())));
}

#[test]
fn of_formats() {
    let mut paths: Vec<_> = std::fs::read_dir(crate::support::root("fixtures/formats"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    check(paths.into_iter().map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(path).unwrap().into())
    }));
}

#[test]
fn of_variants() {
    check(seeds().iter().flat_map(|case| {
        variants(case)
            .into_iter()
            .map(|variant| (format!("{} {}", case.name, variant.name), variant.bytes.into()))
    }));
}

#[test]
fn of_texts_that_are_no_plan() {
    let texts = [
        "",
        "\n",
        "\u{feff}",
        "　　\n\t\n",
        "一",
        "一、",
        "（一）",
        "专栏",
        "专栏1",
        "附件",
        "目录",
        "1.",
        "1.1.1",
        "—1—",
        "（牵头单位：",
        "附件\n任务清单\n序号\t任务\t责任单位\n1\t\"改造\"\"一张网\"\"，\n日供4万吨\"\t\"县水利局\n县财政局\"\n",
        "）））",
        "（（（",
        "关于印发",
        "抄送：",
        "\u{c}",
        "\u{fffd}",
        "a\u{301}",
        "\u{2f00}\u{f900}",
        "目录\n一、甲……1\n一、甲\n",
        "专栏1 甲\n指标\t2020年\t2025年\n",
        "附件\n序号\n任务\n责任单位\n1\n",
    ];
    check(texts.iter().map(|text| (format!("{text:?}"), text.as_bytes().into())));
}

//! From blocks to the model: spans become strings, positions become ids.

mod annex;
mod context;
mod feature_box;
mod index;
mod indicator;
mod notice;
mod responsibility;
mod section;

pub(crate) use self::indicator::{header_year, low_target};
use crate::scan::folded::fold_title;
use std::collections::HashMap;

pub use self::context::Options;
use self::context::{Context, Lists, Years};
pub(crate) use self::index::metadata;
use crate::block::body::{AnnexDraft, Block as Found, Draft, Part, Unit};
use crate::block::contents::Entry;
use crate::diagnostic::Diagnostic;
use crate::layout::{Manuscript, ParagraphKind};
use crate::model::{self, Document, FurnitureKind, Plan, RegionFrom};
use crate::scan::clause::{LeadRule, read_lead_rule};
use crate::scan::is_longer_than;
use crate::scan::period::scan_period;
use crate::scan::region::scan_region;
use crate::scan::title::{forwarded_titles, scan_kind};
use crate::source::Source;
use crate::span::{SourceSpan, Span};

/// The documents of the model, and what was noticed on the way.
pub(crate) struct Lowered {
    /// One document for each part of the draft; their diagnostics are filled in
    /// by [`report`].
    pub documents: Vec<Document>,
    /// For each part, the index and the place of each department clause.
    pub clauses: Vec<Vec<(usize, SourceSpan)>>,
    /// The findings of all stages so far, in no order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Turns a draft into the documents of the model.
pub(crate) fn lower(
    manuscript: &Manuscript,
    draft: &Draft<'_>,
    source: &Source,
    options: Options,
) -> Lowered {
    let context = Context::new(manuscript, source, options);
    let mut diagnostics: Vec<Diagnostic> = source.diagnostics().to_vec();
    diagnostics.extend(manuscript.diagnostics.iter().cloned());
    let mut notice = notice::lower_notice(&context, draft);
    let page = index::read_page(&context);
    index::complete(&context, &page, &mut notice);
    let attachments = index::lower_attachments(&context);
    let count = u32::try_from(draft.parts.len()).unwrap_or(u32::MAX);
    let mut documents = Vec::with_capacity(draft.parts.len());
    let mut clauses = Vec::with_capacity(draft.parts.len());
    let mut headers = Vec::new();
    for (index, part) in draft.parts.iter().enumerate() {
        let mut lists = Lists::default();
        let title = plan_title(&context, part)
            .or_else(|| fallback_title(notice.as_ref(), page.title.as_deref(), index));
        let mut title = title.unwrap_or_default();
        if !draft.is_forwarded && draft.parts.len() == 1 {
            own_title(&mut notice, &mut title);
        }
        let plan = lower_plan(&context, part, title, notice.as_ref(), &mut lists);
        diagnostics.append(&mut lists.diagnostics);
        headers.append(&mut lists.headers);
        clauses.push(lists.clauses);
        documents.push(Document {
            schema_version: model::SCHEMA_VERSION.to_owned(),
            source: source_info(source),
            part: model::Part { index: index as u32 + 1, count },
            notice: notice.clone(),
            plan,
            furniture: Vec::new(),
            attachments: attachments.clone(),
            diagnostics: Vec::new(),
        });
    }
    let furniture = lower_furniture(&context, draft, &headers);
    if let Some((first, others)) = documents.split_first_mut() {
        for document in others {
            document.furniture.clone_from(&furniture);
        }
        first.furniture = furniture;
    }
    Lowered { documents, clauses, diagnostics }
}

/// An annex by itself, with what its tables give.
pub(crate) struct FoundAnnex {
    pub annex: model::Annex,
    pub indicators: Vec<model::Indicator>,
    pub responsibilities: Vec<model::Responsibility>,
    /// The headers of its tables.
    pub headers: Vec<model::Furniture>,
}

/// Lowers an annex of a plan of that period by itself, with byte offsets.
pub(crate) fn lower_annex(
    manuscript: &Manuscript,
    draft: &AnnexDraft,
    source: &Source,
    period: Option<model::Period>,
) -> FoundAnnex {
    let context = Context::new(manuscript, source, Options { spans: true, ..Options::default() });
    let mut lists = Lists::default();
    let annex = annex::lower_annex(&context, draft, 1, &Years { period }, &mut lists);
    let again = draft.units.iter().flat_map(repeated_in).map(|span| (FurnitureKind::RunningHead, *span));
    let headers = lists.headers.iter().map(|span| (FurnitureKind::TableHeader, *span)).chain(again);
    let headers = furniture_at(&context, headers);
    let Lists { indicators, responsibilities, .. } = lists;
    FoundAnnex { annex, indicators, responsibilities, headers }
}

/// A document that is itself the plan has the title of the plan. 甲市人民政府印发《乙意见》 is that of
/// the document alone.
fn own_title(notice: &mut Option<model::Notice>, title: &mut String) {
    let Some(notice) = notice else { return };
    if notice.title.is_none() && notice.body.is_empty() && !title.is_empty() {
        notice.title = Some(title.clone());
    }
    let inner = title.strip_suffix('》').and_then(|rest| rest.split_once("印发《"));
    if let Some((_, named)) = inner.filter(|(_, named)| !named.contains(['《', '》']))
        && notice.title.is_some()
    {
        *title = named.to_owned();
    }
}

/// The title of the plan at `index` where the plan prints none: what the notice says it
/// forwards, or its own title, or that of the page.
fn fallback_title(notice: Option<&model::Notice>, page: Option<&str>, index: usize) -> Option<String> {
    let titles = [notice.and_then(|notice| notice.title.as_deref()), page];
    let title = titles.into_iter().flatten().find(|title| !title.is_empty())?;
    let named = forwarded_titles(title);
    let named = named.get(index).or_else(|| named.first()).map_or(title, String::as_str);
    Some(without_marks(named).to_owned())
}

/// Writes the findings into each of the documents.
pub(crate) fn report(
    documents: &mut [Document],
    diagnostics: &[Diagnostic],
    manuscript: &Manuscript,
    source: &Source,
    options: Options,
) {
    let context = Context::new(manuscript, source, options);
    let listed: Vec<model::Diagnostic> =
        diagnostics.iter().map(|diagnostic| lower_diagnostic(&context, diagnostic)).collect();
    for document in documents {
        document.diagnostics.clone_from(&listed);
    }
}

fn source_info(source: &Source) -> model::SourceInfo {
    model::SourceInfo {
        name: Some(source.name().to_owned()),
        path: source.path().to_owned(),
        format: source.format(),
        encoding: source.encoding().to_owned(),
        sha256: source.sha256().to_owned(),
        bytes: source.bytes(),
        lines: source.lines().count(),
    }
}

fn lower_diagnostic(context: &Context<'_>, diagnostic: &Diagnostic) -> model::Diagnostic {
    let rule = diagnostic.code.rule();
    let (lines, span) = context.place_source(diagnostic.span);
    model::Diagnostic {
        code: rule.code.to_owned(),
        name: rule.name.to_owned(),
        severity: rule.severity,
        message: diagnostic.message(context.options.lang),
        lines,
        span,
    }
}

/// What is printed but is no content, among it `headers`, those of tables of indicators and
/// tasks.
fn lower_furniture(context: &Context<'_>, draft: &Draft<'_>, headers: &[Span]) -> Vec<model::Furniture> {
    let mut found: Vec<(FurnitureKind, Span)> = Vec::new();
    let mut web = draft.web.iter().copied().peekable();
    for (at, paragraph) in context.manuscript.paragraphs.iter().enumerate() {
        let is_web = web.next_if_eq(&at).is_some();
        let kind = match paragraph.kind {
            ParagraphKind::Furniture(kind) => kind,
            _ if is_web => FurnitureKind::Web,
            _ if draft.parts.iter().any(|part| part.cover.binary_search(&at).is_ok()) => {
                FurnitureKind::FrontMatter
            }
            _ => continue,
        };
        found.push((kind, paragraph.span));
    }
    let again = draft.parts.iter().flat_map(|part| part.title_again.into_iter().chain(part.label));
    let front = draft.labels.iter().copied().chain(again).map(|span| (FurnitureKind::FrontMatter, span));
    let heads = draft.parts.iter().flat_map(repeated_headers);
    found.extend(front.chain(heads.map(|span| (FurnitureKind::RunningHead, *span))));
    found.extend(headers.iter().map(|span| (FurnitureKind::TableHeader, *span)));
    furniture_at(context, found)
}

/// Furniture of that kind at those places, in order.
fn furniture_at(
    context: &Context<'_>,
    found: impl IntoIterator<Item = (FurnitureKind, Span)>,
) -> Vec<model::Furniture> {
    let mut found: Vec<(u32, FurnitureKind, Span)> =
        found.into_iter().map(|(kind, at)| (context.manuscript.source(at).start, kind, at)).collect();
    found.sort_by_key(|(start, ..)| *start);
    let furniture = found.iter().map(|(_, kind, at)| {
        let (lines, span) = context.place(*at);
        let text = context.text(*at).replace('\n', " ");
        model::Furniture { kind: *kind, text, lines, span }
    });
    furniture.collect()
}

/// The headers that tables of a plan print again on further pages.
fn repeated_headers<'a>(part: &'a Part<'_>) -> impl Iterator<Item = &'a Span> {
    let units = part.blocks.iter().map(|block| &block.unit);
    units.chain(part.annexes.iter().flat_map(|annex| &annex.units)).flat_map(repeated_in)
}

fn repeated_in(unit: &Unit) -> &[Span] {
    match unit {
        Unit::Indicators(table) => table.repeated.as_slice(),
        Unit::Grid(grid, _) => grid.repeated.as_slice(),
        Unit::Paragraph(_) => &[],
    }
}

fn lower_plan(
    context: &Context<'_>,
    part: &Part<'_>,
    title: String,
    notice: Option<&model::Notice>,
    lists: &mut Lists,
) -> Plan {
    let period = scan_period(&title);
    let kind = scan_kind(&title).map(str::to_owned);
    let (region, region_from) = read_region(&title, notice);
    let years = Years { period: period.clone() };
    lists.lead_rule = part.blocks.iter().find_map(|block| lead_rule_of(context, block));
    let (preamble, sections) = section::lower_sections(context, &part.blocks, &years, lists);
    let toc = lower_contents(context, &part.contents.entries, &sections);
    let annexes = annex::lower_annexes(context, &part.annexes, &years, lists);
    let (lines, span) = context.place(part.span);
    Plan {
        title,
        kind,
        region,
        region_from,
        period,
        toc,
        preamble,
        sections,
        boxes: std::mem::take(&mut lists.boxes),
        indicators: std::mem::take(&mut lists.indicators),
        responsibilities: std::mem::take(&mut lists.responsibilities),
        annexes,
        lines,
        span,
    }
}

/// What a paragraph that is no clause says of all of them: 责任单位中列第一位的为牵头单位.
fn lead_rule_of(context: &Context<'_>, block: &Found<'_>) -> Option<LeadRule> {
    /// No such note has more characters.
    const LONGEST: usize = 80;
    let Unit::Paragraph(index) = block.unit else { return None };
    let text = context.text(context.manuscript.paragraphs[index].span);
    if block.clause.is_some() || is_longer_than(text, LONGEST) || !text.contains(['单', '部']) {
        return None;
    }
    read_lead_rule(text)
}

/// A title without the marks around it. Where they stand around a name inside it,
/// they are part of it: `印发《…的意见》`.
fn without_marks(title: &str) -> &str {
    match title.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')) {
        Some(inner) if !inner.contains('》') => inner,
        _ if title.matches('《').count() == title.matches('》').count() => title,
        _ => title.trim_start_matches('《').trim_end_matches('》'),
    }
}

/// The title of the plan, as it stands above it, or as the notice calls it.
fn plan_title(context: &Context<'_>, part: &Part<'_>) -> Option<String> {
    let title = context.joined(&part.title);
    if title.is_empty() {
        return part.named.clone().filter(|named| !named.is_empty());
    }
    Some(without_marks(&title).to_owned())
}

/// The region that the title names, or else that of who has issued the plan.
fn read_region(title: &str, notice: Option<&model::Notice>) -> (Option<String>, Option<RegionFrom>) {
    if let Some(region) = scan_region(title) {
        return (Some(region.to_owned()), Some(RegionFrom::Title));
    }
    let Some(notice) = notice else { return (None, None) };
    let signers = notice.signatories.iter().map(String::as_str);
    let mut issuers = signers.chain(notice.title.as_deref()).chain(notice.agency_mark.as_deref());
    let region = issuers.find_map(scan_region);
    (region.map(str::to_owned), region.map(|_| RegionFrom::Issuer))
}

fn lower_contents(
    context: &Context<'_>,
    entries: &[Entry],
    sections: &[model::Section],
) -> Vec<model::TocEntry> {
    let mut flat: Vec<(Option<&str>, String, &model::Section)> = Vec::new();
    if !entries.is_empty() {
        flatten(sections, &mut flat);
    }
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, (_, title, _)) in flat.iter().enumerate() {
        places.entry(title).or_default().push(place);
    }
    let mut at = 0;
    let mut toc = Vec::with_capacity(entries.len());
    for entry in entries {
        let title = context.joined(&entry.title);
        let label = entry.label.map(|span| context.text(span).to_owned());
        let folded = fold_title(&title);
        // Contents follow the order of the body; the title tells, or, where the
        // body words it otherwise, the label with the next title after it.
        let is_same_label = |found: Option<&str>| match (found, &label) {
            (Some(found), Some(label)) => fold_title(found) == fold_title(label),
            (None, None) => true,
            _ => false,
        };
        let by_title = places
            .get(folded.as_str())
            .and_then(|places| places.get(places.partition_point(|place| *place < at)).copied());
        let by_label = || {
            flat[at..]
                .iter()
                .take(40)
                .position(|(found, title, _)| is_same_label(*found) && is_similar(title, &folded))
                .map(|offset| at + offset)
        };
        let found = by_title.or_else(by_label);
        let section = found.map(|position| {
            at = position + 1;
            flat[position].2.id.clone()
        });
        let (lines, span) = context.place(entry.span);
        toc.push(model::TocEntry { label, title, page: entry.page, section, lines, span });
    }
    toc
}

fn flatten<'a>(
    sections: &'a [model::Section],
    flat: &mut Vec<(Option<&'a str>, String, &'a model::Section)>,
) {
    for section in sections {
        flat.push((
            section.label.as_deref(),
            fold_title(section.title.as_deref().unwrap_or_default()),
            section,
        ));
        flatten(&section.sections, flat);
    }
}

/// Whether two folded titles share most of their characters.
fn is_similar(left: &str, right: &str) -> bool {
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let shared = left.chars().filter(|c| right.contains(*c)).count();
    let longest = left.chars().count().max(right.chars().count());
    shared * 10 >= longest * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_puts_out_what_its_title_names() {
        let text = "# 甲市人民政府办公厅印发《关于发展科技服务业的若干意见》\n\n甲府办发〔2025〕11号\n\n各区人民政府，各有关单位：\n\n\
            为发展科技服务业，提出如下意见。\n\n　　一、提升供给\n\n　　开放科技资源，发展科技金融。\n\n　　二、组织实施\n\n　　加强统筹协调。\n";
        let document = crate::parse(&Source::from_text("t.md", text)).documents.remove(0);
        assert_eq!(document.plan.title, "关于发展科技服务业的若干意见");
        assert_eq!(document.plan.region.as_deref(), Some("甲市"));
        let title = document.notice.unwrap().title.unwrap();
        assert_eq!(title, "甲市人民政府办公厅印发《关于发展科技服务业的若干意见》");
    }

    #[test]
    fn marks_around_a_title_go_and_those_inside_it_stay() {
        for (title, bare) in [
            ("《甲市养老服务规划》", "甲市养老服务规划"),
            ("印发《关于养老服务的意见》", "印发《关于养老服务的意见》"),
            ("《甲市规划》和《乙市规划》", "《甲市规划》和《乙市规划》"),
            ("《甲市养老服务规划", "甲市养老服务规划"),
        ] {
            assert_eq!(without_marks(title), bare);
        }
    }
}

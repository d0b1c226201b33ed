//! What pages and forms name: the dictionaries of their fonts.

use unpdf::parser::backend::ResourceScope;
use unpdf::parser::raw::RawDocument;
use unpdf::parser::raw::tokenizer::{PdfDict, PdfObject, dict_get};

/// Pages inherit their resources over at most so many levels.
const MAX_LEVELS: usize = 64;

/// The dictionary of a font, by the name that a page or form has for it.
pub(super) fn font_of<'a>(
    document: &'a RawDocument,
    scope: ResourceScope,
    name: &[u8],
) -> Option<&'a PdfDict> {
    let resources = resources_of_form(document, scope).or_else(|| resources_of_page(document, scope))?;
    dict(document, dict_get(fonts_in(document, resources)?, name)?)
}

/// The fonts that a form or its page has names for.
pub(super) fn fonts_of(document: &RawDocument, scope: ResourceScope) -> Vec<&PdfDict> {
    let resources = [resources_of_form(document, scope), resources_of_page(document, scope)];
    resources.into_iter().flatten().filter_map(|resources| fonts_in(document, resources)).collect()
}

fn fonts_in<'a>(document: &'a RawDocument, resources: &'a PdfObject) -> Option<&'a PdfDict> {
    dict(document, dict_get(dict(document, resources)?, b"Font")?)
}

fn resources_of_form(document: &RawDocument, scope: ResourceScope) -> Option<&PdfObject> {
    match document.get_object(scope.form?)? {
        PdfObject::Stream(stream) => dict_get(&stream.dict, b"Resources"),
        _ => None,
    }
}

fn resources_of_page(document: &RawDocument, scope: ResourceScope) -> Option<&PdfObject> {
    let mut node = document.get_dict(scope.page).ok()?;
    for _ in 0..MAX_LEVELS {
        if let Some(resources) = dict_get(node, b"Resources") {
            return Some(resources);
        }
        node = dict(document, dict_get(node, b"Parent")?)?;
    }
    None
}

fn dict<'a>(document: &'a RawDocument, object: &'a PdfObject) -> Option<&'a PdfDict> {
    match document.resolve(object) {
        PdfObject::Dict(dict) => Some(dict),
        _ => None,
    }
}

//! Fields that say the same in another form: who corrects a text corrects them, too.

use serde_json::{Value, json};

use super::file::Kind;
use crate::lower::header_year;
use crate::scan::date::find_date;
use crate::scan::document_number::find_document_number;
use crate::scan::marker::scan_marker;
use crate::scan::period::scan_period;
use crate::scan::quantity::read_quantity;

/// What a field holds that was given a text where nothing stood: a document number, an imprint, a
/// period are more than their text. They stand where the part does that has them.
pub fn grown(part: &Value, kind: Kind, field: &str, new: &Value) -> Value {
    let Some(text) = new.as_str().filter(|_| !part[field].is_string()) else { return new.clone() };
    let at = |name: &str| json!([part[name][0], part[name][0]]);
    let mut made = match (kind, field) {
        (Kind::Notice, "document_number") => {
            json!({ "text": text, "agency_code": "", "year": null, "sequence": null, "lines": at("lines"), "span": at("span") })
        }
        (Kind::Notice, "imprint") => {
            json!({ "agency": text, "date": null, "text": text, "lines": at("lines"), "span": at("span") })
        }
        (Kind::Plan, "period") => scan_period(text).map_or_else(|| new.clone(), |period| json!(period)),
        _ => new.clone(),
    };
    if field == "document_number" {
        settle(&mut made, Kind::DocumentNumber, "text");
    }
    made
}

/// Brings what follows from `field` of a part into line with it.
pub fn settle(part: &mut Value, kind: Kind, field: &str) {
    match (kind, field) {
        (Kind::Section, "label") => {
            let number = part["label"].as_str().and_then(scan_marker).map(|marker| marker.number);
            part["number"] = json!(number);
        }
        (Kind::DocumentNumber, "text") => {
            let text = part["text"].as_str().unwrap_or_default().to_owned();
            if let Some(found) = find_document_number(&text) {
                part["agency_code"] = json!(text[found.start..].get(..found.code_len).unwrap_or_default());
                part["year"] = json!(found.year);
                part["sequence"] = json!(found.sequence);
            }
        }
        (Kind::Notice, "date_text") => {
            if let Some(date) = part["date_text"].as_str().and_then(find_date) {
                part["date"] = json!(date);
            }
        }
        (Kind::Indicator, field) => {
            let value = field.strip_prefix("values[").and_then(|field| {
                let (at, name) = field.split_once("].")?;
                Some((part.get_mut("values")?.get_mut(at.parse::<usize>().ok()?)?, name))
            });
            match value {
                Some((value, "text")) => {
                    let said = value["text"].as_str().and_then(read_quantity);
                    value["comparator"] = json!(said.as_ref().map(|said| said.comparator.as_str()));
                    value["number"] = json!(said.map(|said| said.number));
                }
                Some((value, "column")) => {
                    if let Some(year) = value["column"].as_str().and_then(header_year) {
                        value["year"] = json!(year);
                    }
                }
                _ => {}
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_what_it_stands_for() {
        let notice = json!({ "document_number": null, "imprint": null, "lines": [2, 9], "span": [5, 99] });
        let number = grown(&notice, Kind::Notice, "document_number", &json!("甲政发〔2026〕7号"));
        assert_eq!((&number["year"], &number["lines"]), (&json!(2026), &json!([2, 2])));
        let imprint = grown(&notice, Kind::Notice, "imprint", &json!("甲市人民政府办公室"));
        assert_eq!(imprint["agency"], "甲市人民政府办公室");
        let plan = json!({ "period": null });
        assert_eq!(grown(&plan, Kind::Plan, "period", &json!("十四五"))["end"], 2025);
        assert_eq!(grown(&plan, Kind::Plan, "period", &json!("近期")), "近期");
        assert_eq!(grown(&plan, Kind::Plan, "period", &Value::Null), Value::Null);
    }

    #[test]
    fn a_text_takes_its_figures_along() {
        let mut indicator = json!({ "values": [{ "text": ">1万", "comparator": null, "number": null }] });
        settle(&mut indicator, Kind::Indicator, "values[0].text");
        assert_eq!(indicator["values"][0]["comparator"], ">");
        assert_eq!(indicator["values"][0]["number"], 10000.0);
        settle(&mut indicator, Kind::Indicator, "values[7].text");
        let mut indicator = json!({ "values": [{ "column": "2030年目标", "year": 2025 }] });
        settle(&mut indicator, Kind::Indicator, "values[0].column");
        assert_eq!(indicator["values"][0]["year"], 2030);
        indicator["values"][0]["column"] = json!("目标");
        settle(&mut indicator, Kind::Indicator, "values[0].column");
        assert_eq!(indicator["values"][0]["year"], 2030);
        let mut notice = json!({ "date": "2021-12-14", "date_text": "二〇二一年十二月十五日" });
        settle(&mut notice, Kind::Notice, "date_text");
        assert_eq!(notice["date"], "2021-12-15");
        let mut section = json!({ "label": "（三）", "number": 1 });
        settle(&mut section, Kind::Section, "label");
        assert_eq!(section["number"], 3);
        let mut number =
            json!({ "text": "甲政发〔2026〕7号", "agency_code": "", "year": null, "sequence": null });
        settle(&mut number, Kind::DocumentNumber, "text");
        assert_eq!(
            number,
            json!({ "text": "甲政发〔2026〕7号", "agency_code": "甲政发", "year": 2026, "sequence": 7 })
        );
    }
}

//! Corrections of files with several plans: they stay with their plan when others come before it.

use std::fmt::Write;

use guihua::corrections::{Action, Change, Corrected, Corrections, Fate, Kind};
use guihua::model::{Plan, Section};
use guihua::{Source, parse_corrected};
use serde_json::json;

use crate::corrections::{change, corrected, set, with};

/// A notice with its plan.
pub fn plan(topic: &str) -> String {
    format!(
        "甲市人民政府办公室关于印发甲市{topic}服务“十四五”规划的通知\n甲政办发〔2021〕1号\n各区人民政府：\n\
         现将《甲市{topic}服务“十四五”规划》印发给你们，请认真贯彻执行。\n甲市人民政府办公室\n2021年3月1日\n\n\
         甲市{topic}服务“十四五”规划\n\n一、总体目标\n加强保障。提高水平。\n二、主要任务\n建设{topic}床位。\n\
         三、组织实施\n加强组织领导，落实各项责任，确保工作到位。\n四、监督检查\n加强监督检查，做好总结评估，及时报告情况。\n"
    )
}

fn of<'a>(corrected: &'a Corrected, topic: &str) -> &'a Plan {
    let title = format!("甲市{topic}服务“十四五”规划");
    &corrected.documents.iter().find(|it| it.plan.title == title).unwrap_or_else(|| panic!("no {title}")).plan
}

/// What was corrected in a plan, wherever it stands.
fn said(plan: &Plan) -> String {
    fn titles(sections: &[Section], said: &mut String) {
        for section in sections {
            writeln!(said, "{} {:?}", section.id, section.title).unwrap();
            titles(&section.sections, said);
        }
    }
    let mut said = format!("{:?}\n", plan.region);
    titles(&plan.sections, &mut said);
    said
}

/// Changes of the plan of that number, whose text begins where `topic` first stands.
fn changes(text: &str, topic: &str, part: u32) -> Vec<Change> {
    let title = format!("甲市{topic}服务“十四五”规划\n\n");
    let from = text.find(&title).unwrap() as u32;
    let within = |action, kind, words: &str| {
        let start = from + text[from as usize..].find(words).unwrap() as u32;
        let mut change = Change::new(action, kind);
        let place = [start, start + words.len() as u32];
        change.at = Some(guihua::corrections::Anchor::new(&Source::from_text("plan.txt", text), place));
        change.part = Some(part);
        change
    };
    let mut title = within(Action::Set, Kind::Section, "二、主要任务");
    (title.field, title.old, title.new) = (Some("title".to_owned()), json!("主要任务"), json!("重点任务"));
    // The same stands in the other plan, too.
    let mut twin = within(Action::Set, Kind::Section, "四、监督检查");
    (twin.field, twin.old, twin.new) = (Some("title".to_owned()), json!("监督检查"), json!("监督评估"));
    assert!(twin.at.as_ref().unwrap().nth.is_some() == (text.matches("四、监督检查").count() > 1));
    let lower = within(Action::Lower, Kind::Section, "二、主要任务");
    let mut made = within(Action::Make, Kind::Section, "加强保障。");
    made.old = json!("加强保障。");
    let mut region = Change::new(Action::Set, Kind::Plan);
    region.part = Some(part);
    (region.field, region.old, region.new) = (Some("region".to_owned()), json!("甲市"), json!("乙市"));
    vec![lower, made, title, twin, region]
}

#[test]
fn corrections_stay_with_their_plan_when_others_come_before_it() {
    let [first, second, third] = ["养老", "托育", "文化"].map(plan);
    let text = format!("{first}\n{second}");
    for (topic, other, part) in [("养老", "托育", 1), ("托育", "养老", 2)] {
        let list = with(changes(&text, topic, part));
        let before = corrected(&text, &list);
        assert!(before.fates.iter().all(|it| matches!(it, Fate::Applied { .. })), "{:?}", before.fates);
        assert_eq!(before.parts, [part; 5]);
        for (now, number) in [
            (format!("来源：某网站\n\n{text}"), part),
            (format!("首页 > 文件\n发布时间：2021年3月2日\n\n\n{text}"), part),
            (format!("{third}\n{text}"), part + 1),
            (format!("{first}\n{third}\n{second}"), if part == 1 { 1 } else { 3 }),
        ] {
            let after = corrected(&now, &list);
            assert!(
                after.fates.iter().all(|it| matches!(it, Fate::Applied { .. })),
                "{:?} of {now}",
                after.fates
            );
            assert_eq!(after.parts, [number; 5], "{now}");
            assert_eq!(said(of(&after, topic)), said(of(&before, topic)), "{now}");
            assert_eq!(said(of(&after, other)), said(of(&corrected(&now, &Corrections::default()), other)));
        }
    }
    // The plans before it are gone.
    let list = with(changes(&text, "托育", 2));
    let after = corrected(&second, &list);
    assert_eq!(after.parts, [1; 5]);
    assert!(after.fates.iter().all(|it| matches!(it, Fate::Applied { .. })), "{:?}", after.fates);
    // A file of one plan becomes one of two.
    let mut list = with(changes(&first, "养老", 1));
    list.changes.iter_mut().for_each(|change| change.part = None);
    let alone = corrected(&first, &list);
    let after = corrected(&format!("{third}\n{first}"), &list);
    assert_eq!(after.parts, [2; 5], "{:?}", after.fates);
    assert_eq!(said(of(&after, "养老")), said(of(&alone, "养老")));
}

#[test]
fn where_nobody_can_say_which_plan_is_meant_it_is_told() {
    let text = format!("{}\n{}", plan("养老"), plan("托育"));
    let twin = changes(&text, "养老", 1).remove(3);
    let unnamed = set(&text, Kind::Section, "二、主要任务\n建设托育", "title", "主要任务", "重点任务");
    let mut moved = unnamed.clone();
    moved.part = Some(1);
    let [third, first] = ["文化", "养老"].map(plan);
    // The twin stands in all of them. One change of part 1 is in the second plan by now, another one in the third.
    let mut lower = change(&text, Action::Lower, Kind::Section, "二、主要任务\n建设养老");
    lower.part = Some(1);
    let list = with(vec![lower, moved, twin]);
    let now = format!("{third}\n{first}\n{}", plan("托育"));
    let after = corrected(&now, &list);
    assert_eq!((after.parts[0], after.parts[2]), (2, 3), "{:?}", after.fates);
    assert!(matches!(after.fates[1], Fate::Unfit(_)), "{:?}", after.fates);
    let found = parse_corrected(&Source::from_text("plan.txt", &*now), &list, &guihua::Options::default());
    let told = found.documents[0].diagnostics.iter().filter(|it| it.code == "C001").count();
    assert_eq!(told, 1);
}

#[test]
fn the_notice_of_a_file_is_corrected_in_the_model_of_each_plan() {
    let text = format!("{}\n{}", plan("养老"), plan("托育"));
    let mut add = Change::new(Action::Add, Kind::Notice);
    (add.field, add.new) = (Some("addressees[1]".to_owned()), json!("各县人民政府"));
    let after = corrected(&text, &with(vec![add]));
    let notices: Vec<_> = after.documents.iter().filter_map(|it| it.notice.as_ref()).collect();
    assert_eq!(notices.len(), 2);
    for notice in notices {
        assert_eq!(notice.addressees, ["各区人民政府", "各县人民政府"]);
    }
}

// @ts-check
// The words of the page, in Chinese and in English.

/** @type {Record<string, [string, string]>} */
const WORDS = {
  source: ["原文", "Source"], model: ["读出的结果", "Reading"], findings: ["待核对", "To look at"],
  left: ["还剩 {} 处", "{} left"], changes: ["更正 {} 条", "{} corrections"], nothing: ["没有要看的了", "Nothing left to look at"],
  search: ["查找（/）", "Search (/)"], undo: ["撤销", "Undo"], redo: ["重做", "Redo"], save: ["另存为", "Save as"],
  saved: ["已存入 {}", "saved in {}"], saving: ["正在保存…", "saving…"], reading: ["正在读…", "reading…"], unsaved: ["没有存上：{}", "not saved: {}"],
  is_model: ["这是 guihua 写出的模型，这里只看：要更正，请打开它的原文，更正会存在原文旁边", "A model that guihua wrote, for reading only: to correct it open its source, and corrections are kept beside that"],
  readonly: ["只读", "for reading only"], theme: ["明暗", "Light / dark"], language: ["English", "中文"], keys: ["按键", "Keys"],
  notice: ["通知", "Notice"], plan: ["规划", "Plan"], toc: ["目录", "Contents"], sections: ["章节", "Sections"], indicators: ["指标", "Indicators"],
  responsibilities: ["责任分工", "Responsibilities"], annexes: ["附件", "Annexes"], boxes: ["专栏", "Boxes"], preamble: ["前言", "Preamble"],
  agency_mark: ["发文机关标志", "Letterhead"], "document_number": ["发文字号", "Number"], title: ["标题", "Title"], addressees: ["主送机关", "Addressees"],
  body: ["正文", "Body"], attachments: ["附件说明", "Enclosures"], signatories: ["署名", "Signed"], date: ["成文日期", "Date"], date_text: ["日期（原样）", "Date as printed"],
  annotations: ["附注", "Notes"], copied_to: ["抄送", "Copied to"], imprint: ["印发机关", "Printed by"], imprint_date: ["印发日期", "Printed on"],
  imprint_text: ["版记（原样）", "Imprint as printed"], agency_code: ["机关代字", "Agency code"], sequence: ["顺序号", "Sequence"], links: ["网页附件", "Attached files"], link_text: ["链接文字", "Words of the link"], target: ["链接地址", "Address"],
  comparator: ["比较", "comparator"],
  kind: ["文种", "Kind"], region: ["地区", "Region"], period: ["规划期", "Period"], from: ["起", "From"], until: ["止", "Until"], region_from: ["地区出处", "Region from"], number: ["序号", "No."], category: ["类别", "Category"], name: ["名称", "Name"],
  unit: ["单位", "Unit"], attribute: ["属性", "Attribute"], other: ["其他", "Other"], task: ["任务", "Task"], measures: ["措施", "Measures"], deadline: ["时限", "Deadline"], lead: ["牵头", "Lead"],
  participants: ["参与", "With"], responsible: ["负责", "Responsible"], text: ["文字", "Text"], page: ["页", "Page"], label: ["编号", "Label"], notes: ["注", "Notes"],
  up: ["升一级", "Up"], down: ["降一级", "Down"], away: ["不是标题", "No heading"], away_box: ["不是专栏", "No box"], away_clause: ["不是责任分工", "No clause"],
  end: ["改结尾…", "End here…"], end_how: ["请在左边点专栏后面的第一行（Esc 取消）", "Click the first line behind the box (Esc to cancel)"],
  table_plans: ["概况", "plans"], table_sections: ["章节", "sections"], table_annexes: ["附件", "annexes"], table_boxes: ["专栏", "boxes"], table_box_items: ["专栏条目", "items of boxes"],
  table_indicators: ["指标", "indicators"], table_responsibilities: ["责任分工", "responsibilities"], table_paragraphs: ["段落", "paragraphs"], table_table_cells: ["表格", "cells of tables"],
  table_contents: ["目录", "contents"], table_attachments: ["附件说明", "attachments"], table_diagnostics: ["待核对", "findings"],
  choice_indicators: ["指标表", "indicators"], choice_items: ["条目", "items"], choice_text: ["文字", "text"], choice_title: ["标题", "title"], choice_issuer: ["发文机关", "issuer"], choice_baseline: ["基期", "baseline"], choice_target: ["目标", "target"],
  hint_edit: ["双击一栏（或按 Enter）就可以修改", "Double click a value (or press Enter) to edit it"],
  hint_select: ["选中下面的文字，可以设为标题、专栏、条目等", "Select text here to make it a heading, a box, an item …"],
  add_notice: ["没有读到通知。原文里有，可以在这里填：", "No notice was read. Where there is one, it is put in here:"], fill_notice: ["填写通知", "Fill in a notice"],
  edit_field: ["修改", "Edit"], add: ["加一行", "Add"], drop: ["删去", "Remove"], add_column: ["加列", "Add column"], drop_column: ["删列", "Drop column"], rise: ["上移", "↑"], sink: ["下移", "↓"], tick: ["已核对", "Checked"], untick: ["取消核对", "Uncheck"],
  make_section: ["设为标题", "Heading"], make_box: ["设为专栏", "Box"], make_item: ["设为专栏条目", "Item"], make_clause: ["设为责任分工", "Clause"], make_annex: ["设为附件", "Annex"], as_tasks: ["读作任务", "As tasks"],
  make_field: ["填入选中的栏", "Into the field"], make_indicator: ["填为指标名称", "Indicator's name"], add_indicator: ["加一个指标", "New indicator"], close: ["关闭", "Close"],
  empty: ["（空）", "(empty)"], lists: ["一行一个", "one per line"], departments: ["一行一个部门；第二名称写在[ ]里", "one per line; a second name in [ ]"],
  bad_number: ["要填整数", "a whole number"], bad_date: ["日期写成 2021-12-14", "a date such as 2021-12-14"],
  reread: ["原文刚在外面改过，已重新读出；更正照旧采用。", "The source was changed outside and was read again; the corrections still apply."],
  reread_unfit: ["原文刚在外面改过，已重新读出；有 {} 条更正不再适用，见右边的“待核对”，记录里都还留着。", "The source was changed outside and was read again; {} corrections no longer fit: see the list on the right. They are still kept."],
  conflict_source: ["原文刚在外面改过，已重新读出；刚才这一处没有保存，请看清新的原文再改一次。", "The source was changed outside and was read again; your last change was not saved: look at the new text and make it again."],
  conflict_step: ["别处刚改过，已载入最新内容；这一步还没有撤销或重做，请看清以后再按一次。", "Changed elsewhere a moment ago; the newest is shown now. Nothing was undone or redone yet: look at it and press again."],
  unfinished: ["请先改好这一处，或按 Esc 放弃：{}", "Mend this field first, or give it up with Esc: {}"],
  typed: ["刚才填的是：{}", "You had typed: {}"],
  refused: ["程序没有接受（{}），什么也没有改：请刷新网页（F5），再试一次", "The program refused ({}), nothing was changed: reload the page (F5) and try again"],
  too_large: ["太大了，程序不收：请分成几个文件，或一次少选一些", "Too large for the program: use smaller files, or select less at once"],
  not_admitted: ["这个网页的口令不对，可能程序已重新启动：请用程序显示的新网址打开", "This page has no valid token, perhaps the program was started anew: open the address that it shows"],
  conflict: ["另一个窗口或程序刚改过，已载入最新内容；刚才这一处没有保存，请再改一次。", "Changed elsewhere a moment ago; the newest is shown now. Your last change was not saved, please make it again."],
  lost: ["程序已经结束，刚才这一处没有存上；请记下来，重新打开以后再改。", "The program has ended and the last change was not saved; note it down and make it again."],
  gone: ["程序已经结束；改动都已保存。", "The program has ended; all changes are saved."], updated: ["另一个窗口有改动，已更新", "updated: changed in another window"],
  left_out: ["另有 {} 个文件没有列入：", "{} more files are left out:"],
  at_head: ["已经是第一个，不能再上移", "This is the first one and cannot go up"], at_foot: ["已经是最后一个，不能再下移", "This is the last one and cannot go down"],
  choose_row: ["请先点表格里要改的那一行，再按这个按钮", "Click the row of the table first, then this button"], choose_column: ["请先点表格里要改的那一列，再按这个按钮", "Click the column of the table first, then this button"],
  last_column: ["表格只剩这一列，不能再删：要去掉内容，请直接改各格", "This is the only column and cannot be removed; edit its cells instead"],
  not_in_model: ["这一行没有读进结果（如页码、页眉、标记）；要用，请选中它的文字，再填入右边选中的栏", "This line is not in the reading (a page number, a running head, markup); to use it, select its text and put it into a field"],
  files: ["选一个文件", "Choose a file"], drop_here: ["把规划拖到这里，或点这里选文件：文本、Markdown、网页、Word、PDF、模型", "Drop plans here, or click to choose: text, Markdown, HTML, Word, PDF, models"],
  dropped: ["这个文件是拖进来的，更正只在内存里：用“另存为 更正记录”保存", "This file was dropped here; its corrections are in memory: save them with “Save as corrections”"],
  corrections: ["更正记录", "corrections"], no_place: ["这条更正在现在的原文里没有位置，见它的说明", "This correction has no place in the source as it is now"], found: ["{} / {}", "{} / {}"], none: ["原文里没有找到，请换几个字再查", "Not in the source: try other words"],
  undone: ["已撤销", "undone"], redone: ["已重做", "redone"], delete_change: ["删去这条更正", "Delete this correction"],
  end_moved: ["改结尾", "end moved"], make: ["新设", "made"], move: ["移动", "moved"], columns: ["栏名", "Columns"], rows: ["各行", "Rows"], column: ["栏名", "column"], year: ["年份", "year"], role: ["基期或目标", "role"], one_rows: ["第 {} 行", "row {}"], one_columns: ["第 {} 栏的栏名", "name of column {}"], one_values: ["第 {} 个数值", "value {}"], one_other: ["其他 {}", "other {}"],
  line: ["第 {} 行", "line {}"], pagebreak: ["第 {} 页", "page {}"],
  help: ["j、k 或 ↓、↑：下一处、上一处待核对|空格或 x：已核对|双击、Enter 或 e：修改选中的栏；Enter 保存，Esc 放弃|Tab：下一栏|/：查找，Enter 下一个|Ctrl+Z、Ctrl+Y：撤销、重做|点左边或右边，另一边跟着走|在左边选中文字，可以设为标题、专栏、条目、责任分工、附件、指标名称",
    "j, k or ↓, ↑: next, previous finding|Space or x: checked|Double click, Enter or e: edit the field; Enter saves, Esc gives up|Tab: next field|/: search, Enter for the next|Ctrl+Z, Ctrl+Y: undo, redo|Click on either side, and the other follows|Select text on the left to make it a heading, a box, an item, a clause, an annex, an indicator's name"],
};

let language = 0;

/** @param {string} name */
export function setLanguage(name) {
  language = name === "en" ? 1 : 0;
  document.documentElement.lang = language ? "en" : "zh-CN";
}

/** A word in the language of the page; `{}` takes what follows. @param {string} name @param {...(string|number)} details */
export function word(name, ...details) {
  let text = (WORDS[name] || [name, name])[language];
  for (const detail of details) text = text.replace("{}", () => String(detail));
  return text;
}

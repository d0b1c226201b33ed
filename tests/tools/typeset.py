#!/usr/bin/env python3
"""Sets documents anew as programs extract them, with the true beginning of every paragraph.

usage: typeset.py [--guihua PATH] [--out DIR] [--read FILE]... [--written DIR] [--annotations DIR] FILE_OR_FOLDER...
       typeset.py --measure --guihua PATH DIR

Documents whose paragraphs are certain are taken: web pages and Word files (through
`guihua text`, which writes one line for each paragraph), Markdown and plain text with one
paragraph on a line. Others are left out. DIR gets NAME.WAY.txt and, beside it,
NAME.WAY.begins with one sign for each line that holds text: `+` where a paragraph begins, `-`
where one goes on, `.` for printed furniture. `--measure` reads what is in DIR with
`guihua normalize --paragraphs` and prints precision, recall and F1 of whole paragraphs for each
way. `--read` names texts that guihua is known to read rightly, which tests hold: they are set
anew, too, and taken as they are. `--written` names a folder of texts NAME.txt that have been wrapped
already, with the same text beside each, one line for each paragraph, as NAME.plain: what
`GUIHUA_VARIANTS=DIR cargo test --test integration write_variants -- --ignored` makes of the seeds.
`--annotations` names a folder of annotations beside the
folder `plans` of their sources: of such a text as it is, signs are given for the lines of
annotated paragraphs, and `.` to all others. Every choice depends on the name of the document and the way alone, so that two runs give
the same files.
"""
import argparse, collections, json, os, random, re, subprocess, sys

NO_BEGIN = '，。、；：）”》！？〉〕’％%'            # no printed line begins with these
NO_END = '（“《〈〔‘'                               # nor ends with these


def width(c):
    return 1 if ord(c) < 0x2000 else 2


def columns(text):
    return sum(map(width, text))


def wrap(text, limit, first, ragged=None, rng=None, squeezed=0):
    """The lines of a paragraph, `limit` columns wide; `first` columns are lost on the first. Where a
    line would be broken, marks in it give up to `squeezed` columns."""
    units = re.findall(r'[A-Za-z0-9.]+[%％]?|.', text)
    lines, line, room = [], '', limit - first
    for at, unit in enumerate(units):
        need = columns(unit)
        closes = at + 1 < len(units) and units[at + 1][0] in NO_BEGIN
        if unit in NO_END and at + 1 < len(units):
            need += columns(units[at + 1])
        marks = min(squeezed, sum(c in NO_BEGIN or c in NO_END for c in line)) if squeezed else 0
        if marks and need > room and need <= room + marks and not closes and rng.random() < 0.6:
            line += unit
            room -= columns(unit)
            continue
        if line and unit[0] not in NO_BEGIN and (need > room or closes and need + 2 > room and columns(unit) <= 2):
            lines.append(line)
            line, room = '', limit - (rng.choice(ragged) if ragged else 0)
        line += unit
        room -= columns(unit)
    return lines + [line]


def fold(text, count):
    """The lines of a paragraph that a program has cut after `count` characters."""
    return [text[at:at + count] for at in range(0, len(text), count)]


def pieces(line, rng, share, digits=False):
    """A printed line in pieces, as extractors break it at marks and at changes of font."""
    where = r'(?<=[，。、；：）”》])(?=[^，。、；：）”》])|(?<=[^（“《])(?=[（“《])'
    if digits:
        where += r'|(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])'
    parts = re.split(where, line)
    out = [parts[0]]
    for part in parts[1:]:
        if rng.random() < share:
            out.append(part)
        else:
            out[-1] += part
    return out


class Page:
    """Lines with their signs; `furniture` stands after every `length` lines."""
    def __init__(self, length=0, furniture=None):
        self.lines, self.signs, self.length, self.furniture, self.count, self.number = [], [], length, furniture, 0, 0

    def add(self, lines, blank_after_each=False, blank_behind=False):
        for at, line in enumerate(lines):
            if self.length and self.count >= self.length:
                self.count, self.number = 0, self.number + 1
                for made in self.furniture(self.number):
                    self.lines.append(made)
                    if made.strip():
                        self.signs.append('.')
            self.lines.append(line)
            self.signs.append('-' if at else '+')
            self.count += 1
            if blank_after_each:
                self.lines.append('')
        if blank_behind:
            self.lines.append('')


def spaced(line):
    return re.sub(r'(?<=\d)(?=[年月日个家项万亿公户人])', ' ', line)


def centered(text, limit):
    """Titles and headings of chapters stand in the middle, in lines of their own."""
    return ' ' * max(0, (limit - columns(text)) // 2) + text


def printed(doc, rng, limit, indent=4, show=True, ragged=None, page=0, furniture=None, each=False, behind=False, split=None, squeezed=0):
    made = Page(page, furniture)
    for text in doc:
        lines = wrap(text, limit, indent if not is_title(text) else 0, ragged, rng, squeezed)
        if show and not is_title(text):
            lines[0] = '\u3000' * (indent // 2) + lines[0]
        if split:
            lines = [piece for line in lines for piece in split(line)]
        made.add(lines, each, behind)
    return made


def broken(doc, rng, limit, page, furniture, share, digits=False):
    split = lambda line: pieces(line if digits else spaced(line), rng, share, digits)
    ragged, squeezed = rng.choice([None, None, None, [0, 0, 0, 0, 1, 2]]), rng.choice([0, 0, 2, 4])
    return printed(doc, rng, limit, show=False, ragged=ragged, page=page, furniture=furniture, split=split, squeezed=squeezed)


def is_title(text):
    return len(text) < 40 and re.search(r'(规划|方案|意见|通知|纲要|计划)$', text) and not re.match(r'[一二三（第\d]', text)


def foot(number):
    return [f'— {number} —']


def dashes(number):
    return ['', f'- {number} -', '']


def tool(number):
    return ['', f'# Page {number + 40}:']


def mark(number):
    return ['', f'--- Page {number} ---', '']


def bracket(number):
    return [f'[第 {number} 页]']


def web_spans(text, rng):
    at = r'(?=[“《])|(?<=[”》])|(?<=[\u4e00-\u9fff])(?=\d{4})'
    parts = re.split(at, text)
    out = [parts[0]]
    for at, part in enumerate(parts[1:]):
        if rng.random() < 0.35 and len(out) < 4 and out[-1]:
            out.append(part)
        else:
            out[-1] += part
    return [part for part in out if part]


def first_sentence(text):
    """A paragraph in two, where it begins with a short sentence without a number."""
    found = re.match(r'(?![一二三四五六七八九十（(第\d])[^，。；：（）]{4,28}。(?=.{40})', text)
    return [text[:found.end()], text[found.end():]] if found else [text]


def unwrapped(doc, rng, cut=0.0, blank=False, web=0.0, indent='', leads=False, page=0, furniture=None):
    made = Page(page, furniture)
    for text in doc:
        lines = first_sentence(text) if leads else [text]
        if web and len(lines) == 1 and len(text) > 20 and rng.random() < web:
            lines = web_spans(text, rng)
        elif cut and len(lines) == 1 and len(text) > 120 and rng.random() < cut:
            at = rng.randrange(50, len(text) - 30)
            while text[at] in NO_BEGIN or text[at - 1] in NO_END + '。；：':
                at += 1
            lines = [text[:at], text[at:]]
        lines[0] = indent + lines[0]
        made.add(lines, blank and (blank == 'all' or len(text) >= 24), False)
    return made


def has_leads(doc):
    texts = [text for text in doc if len(text) >= 40 and not re.match(r'[一二三四五六七八九十（(第\d]', text)]
    return sum(len(first_sentence(text)) > 1 for text in texts) >= max(5, len(texts) // 5)


def on_pages(doc, rng, furniture):
    """One line for each paragraph, but for those that a page ends in."""
    made, room = Page(0, furniture), 560
    for text in doc:
        lines = [text]
        while len(lines[-1]) > room:
            at, text = max(room, 2), lines.pop()
            while at < len(text) and (text[at] in NO_BEGIN or text[at - 1] in NO_END + '。；：'):
                at += 1
            lines += [text[:at], text[at:]] if at < len(text) else [text]
            room = 560
            if at >= len(text):
                break
        else:
            room -= len(lines[-1])
        for at, line in enumerate(lines):
            if at:
                made.number += 1
                for page in furniture(made.number):
                    made.lines.append(page)
                    made.signs += ['.'] if page.strip() else []
            made.lines.append(line)
            made.signs.append('-' if at else '+')
    return made


def folded(doc, rng, count):
    made = Page()
    for text in doc:
        made.add(fold(text, count))
    return made


WAYS = {
    'printed_indents': lambda d, r: printed(d, r, 2 * r.randrange(26, 44), page=24, furniture=foot),
    'printed_lost_indents': lambda d, r: printed(d, r, 2 * r.randrange(28, 46), show=False, page=26, furniture=dashes),
    'printed_narrow': lambda d, r: printed(d, r, 2 * r.randrange(20, 25), show=r.random() < 0.5),
    'printed_no_indents': lambda d, r: printed(d, r, 2 * r.randrange(28, 40), indent=0, show=False),
    'printed_ragged': lambda d, r: printed(d, r, 2 * r.randrange(28, 44), ragged=[0, 0, 2, 2, 4, 6], page=30, furniture=mark),
    'blank_after_each': lambda d, r: printed(d, r, 2 * r.randrange(26, 40), show=r.random() < 0.5, each=True),
    'blank_between': lambda d, r: printed(d, r, 2 * r.randrange(26, 40), show=False, indent=r.choice([0, 4]), behind=True),
    'pieces_at_marks': lambda d, r: broken(d, r, 2 * r.randrange(34, 42), 30, tool, r.choice([0.08, 0.15, 0.25, 0.4])),
    'pieces_at_fonts': lambda d, r: broken(d, r, 2 * r.randrange(28, 42), 28, bracket, r.choice([0.15, 0.25, 0.4, 0.6]), True),
    'folded': lambda d, r: folded(d, r, r.randrange(30, 46)),
    'one_line_each': lambda d, r: unwrapped(d, r),
    'one_line_indented': lambda d, r: unwrapped(d, r, indent='\u3000\u3000'),
    'one_line_cut': lambda d, r: unwrapped(d, r, cut=0.1, blank=r.choice(['all', 'text', ''])),
    'one_line_on_pages': lambda d, r: on_pages(d, r, r.choice([foot, dashes, tool, mark])),
    'leads_apart': lambda d, r: unwrapped(d, r, web=0.1, leads=has_leads(d)),
    'soft_breaks': lambda d, r: unwrapped(d, r, cut=0.3),
    'web_spans': lambda d, r: unwrapped(d, r, web=0.3),
}


def titles_joined(lines):
    """The lines, the title of a letter that stands on several of them as one."""
    kinds = r'(通知|意见|规划|方案|办法|措施|纲要|计划|决定|批复|函)$'
    joined = []
    for line in lines:
        begun = joined[-1] if joined else ''
        is_open = re.match(r'[^。，：；\d]{0,24}关于', begun) and not re.search(r'[。：；]', begun) and not re.search(kinds, begun)
        if is_open and len(begun) < 80 and len(line) < 40 and not re.search(r'[。：；\d]|关于', line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def paragraphs(path, guihua):
    """The paragraphs of a document, or nothing where they are not certain."""
    kind = path.rsplit('.', 1)[-1].lower()
    if kind in ('html', 'htm', 'docx'):
        text = subprocess.run([guihua, 'text', path], capture_output=True).stdout.decode('utf8', 'replace')
    elif kind in ('md', 'txt'):
        text = open(path, 'rb').read().decode('utf8', 'replace')
    else:
        return None
    lines = [line.strip(' \t\u3000\ufeff\xa0') for line in text.splitlines()]
    lines = [re.sub(r'\s+', ' ', re.sub(r'\*\*|^#+\s*|^>\s*', '', line)) for line in lines if line and '\t' not in line]
    lines = [re.sub(r'(?<=[\u3000-\uffef]) | (?=[\u3000-\uffef])', '', line) for line in lines]
    lines = [line for line in lines if line and not re.match(r'[|<!\-=]|\[|https?:', line)]
    lines = titles_joined(lines)
    if kind in ('md', 'txt'):
        long = [line for line in lines if len(line) > 24]
        torn = [line for line in long if not re.search(r'[。！？；：）”》.;:]$', line)]
        widest = sorted(map(len, lines))[-max(1, len(lines) // 20):]
        if len(lines) < 12 or len(torn) * 16 > len(long) or widest[0] < 90:
            return None
    # Cells of tables and what sites print around a text are no paragraphs to learn from.
    keep, short = [], []
    for line in lines + ['。' * 20]:
        if len(line) <= 14 and not re.search(r'[。：；）]$', line) and not re.match(r'[一二三四五六七八九十（第\d]', line):
            short.append(line)
            continue
        keep += short if len(short) <= 2 else []
        short = []
        keep.append(line)
    keep = [line for line in keep[:-1] if len(line) < 3000]
    return keep if len(keep) >= 12 and sum(map(len, keep)) > 1500 else None


def read_paragraphs(path, guihua):
    """What guihua reads."""
    run = subprocess.run([guihua, 'normalize', '--paragraphs', path], capture_output=True)
    return [line for line in run.stdout.decode('utf8').splitlines() if line.strip()]


def normalized_lines(path, guihua):
    text = subprocess.run([guihua, 'normalize', path], capture_output=True).stdout.decode('utf8')
    return [line for line in text.splitlines() if line.strip()]


def signs_as_read(lines, found):
    """The signs of `lines` where `found` are their paragraphs, furniture among them, which
    is written behind the paragraph in which it stands."""
    found, at, offset, signs, furniture = list(map(key, found)), 0, 0, '', []
    for line in map(key, lines):
        while not offset and at < len(found) and found[at] in furniture:
            furniture.remove(found[at])
            at += 1
        rest = found[at][offset:] if at < len(found) else ''
        if not rest or rest[:len(line)] != line[:len(rest)]:
            furniture.append(line)
            signs += '.'
            continue
        signs += '-' if offset else '+'
        while line and at < len(found):
            take = min(len(line), len(found[at]) - offset)
            if found[at][offset:offset + take] != line[:take]:
                return None
            line, offset = line[take:], offset + take
            if offset == len(found[at]):
                at, offset = at + 1, 0
    while at < len(found) and found[at] in furniture:
        furniture.remove(found[at])
        at += 1
    return signs if at == len(found) else None


def signs_as_annotated(lines, annotation):
    """The signs of `lines` as far as annotated paragraphs tell."""
    keys = [re.sub(r'[^\w]', '', line) for line in lines]
    starts, text = [], ''
    for line in keys:
        starts.append(len(text))
        text += line
    line_at = {start: at for at, start in reversed(list(enumerate(starts)))}
    signs, position = ['.'] * len(lines), 0
    spans = []
    for part in filter(None, annotation['parts']):
        notice = (part.get('notice') or {}).get('body') or []
        groups = [(notice, None), (part.get('preamble') or [], None)] + [(s.get('p') or [], s) for s in part['sections']]
        for group, section in groups:
            for number, p in enumerate(group):
                head, tail = (p, p) if isinstance(p, str) else (p[0], p[-1])
                head, tail = (re.sub(r'[^\w]', '', end) for end in (head, tail))
                start = text.find(head, position)
                if len(head) < 8 or start < 0 or start - position > 4000:
                    continue
                end = text.find(tail, start)
                if end < 0 or end - start > 4000:
                    continue
                end += len(tail)
                spans.append((start, end, number > 0 or section is None))
                position = end
    for start, end, is_alone in spans:
        for at, begin in enumerate(starts):
            if start < begin < end and keys[at]:
                signs[at] = '-'
            elif begin == start and keys[at] and is_alone:
                signs[at] = '+'
            elif begin == end and keys[at]:
                signs[at] = behind_clause(lines, signs, at)
    return ''.join(signs)


def behind_clause(lines, signs, at):
    """Signs a clause in brackets behind a paragraph, which may belong to it or not."""
    if not lines[at].startswith('（'):
        return '+'
    last = at
    while last + 1 < len(lines) and last < at + 12 and '）' not in lines[last]:
        last += 1
        signs[last] = '-'
    if last + 1 < len(lines) and lines[last].endswith('）'):
        signs[last + 1] = '+'
    return '.'


def key(text):
    return re.sub(r'\s', '', text)


def measure(guihua, folder):
    sums = collections.defaultdict(lambda: [0, 0, 0])
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.begins'):
            continue
        path = os.path.join(folder, name[:-7] + '.txt')
        signs = open(os.path.join(folder, name)).read().strip()
        lines = normalized_lines(path, guihua)
        want = []
        for sign, line in zip(signs, lines):
            if sign == '+':
                want.append(line)
            elif sign == '-' and not want:
                want.append(line)
            elif sign == '-':
                want[-1] += line
        run = subprocess.run([guihua, 'normalize', '--paragraphs', path], capture_output=True)
        have = collections.Counter(map(key, run.stdout.decode('utf8').splitlines()))
        found = have & collections.Counter(map(key, want))
        s = sums[name[:-7].rsplit('.', 1)[-1]]
        s[0] += sum(found.values())
        s[1] += len(want)
        s[2] += sum(have.values())
    for way, (right, want, have) in sorted(sums.items()):
        print(f'{way:22} {right:6} /{want:6} /{have:6}   P {right / max(1, have):.3f}  R {right / max(1, want):.3f}  F1 {2 * right / max(1, want + have):.3f}')


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('paths', nargs='+')
    a.add_argument('--guihua', default='target/debug/guihua')
    a.add_argument('--out', default='typeset')
    a.add_argument('--read', action='append', default=[])
    a.add_argument('--written')
    a.add_argument('--annotations')
    a.add_argument('--measure', action='store_true')
    args = a.parse_args()
    if args.measure:
        return measure(args.guihua, args.paths[0])
    os.makedirs(args.out, exist_ok=True)
    files = []
    for path in args.paths:
        files += [path] if os.path.isfile(path) else sorted(os.path.join(r, f) for r, _, fs in os.walk(path) for f in fs)
    for path in files:
        doc = paragraphs(path, args.guihua)
        if doc:
            set_anew(path, doc, args.out)
    for path in args.read:
        found = read_paragraphs(path, args.guihua)
        doc = [text for text in found if '|' not in text]
        set_anew(path, doc, args.out)
        signs = signs_as_read(normalized_lines(path, args.guihua), found)
        if signs:
            write(path, 'as_it_is', open(path, encoding='utf8').read(), signs, args.out)
    for name in sorted(os.listdir(args.written)) if args.written else []:
        path, plain = (os.path.join(args.written, name[:-4] + end) for end in ('.txt', '.plain'))
        if name.endswith('.txt') and os.path.exists(plain):
            signs = signs_as_read(normalized_lines(path, args.guihua), normalized_lines(plain, args.guihua))
            if signs:
                document, way = name[:-4].split('.', 1)
                write(document, way, open(path, encoding='utf8').read(), signs, args.out)
    for name in sorted(os.listdir(args.annotations)) if args.annotations else []:
        annotation = json.load(open(os.path.join(args.annotations, name), encoding='utf8'))
        path = os.path.join(args.annotations, '..', 'plans', annotation['file'])
        if path.endswith(('.txt', '.md')):
            signs = signs_as_annotated(normalized_lines(path, args.guihua), annotation)
            write(path, 'annotated', open(path, encoding='utf8').read(), signs, args.out)


def stem(path):
    return re.sub(r'\W', '_', os.path.basename(path).rsplit('.', 1)[0])


def write(path, way, text, signs, folder):
    name = os.path.join(folder, f'{stem(path)}.{way}')
    with open(name + '.txt', 'w', encoding='utf8') as out:
        out.write(text)
    with open(name + '.begins', 'w') as out:
        out.write(signs + '\n')


def set_anew(path, doc, folder):
    for way, make in WAYS.items():
        page = make(doc, random.Random(f'{stem(path)} {way}'))
        write(path, way, '\n'.join(page.lines) + '\n', ''.join(page.signs), folder)
    print(f'{stem(path)}: {len(doc)} paragraphs')


if __name__ == '__main__':
    main()

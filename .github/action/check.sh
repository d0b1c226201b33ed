#!/usr/bin/env bash
# Runs `guihua check` with the inputs of the action, which come as variables: pasted into
# a script they could run anything. A line of PATHS that names nothing is a glob; `**` is
# any number of folders.
set -euo pipefail

arguments=(--fail-on "$FAIL_ON" --output-format "$OUTPUT_FORMAT")
if [ -n "$OUTPUT" ]; then arguments+=(--output "$OUTPUT"); fi
while IFS= read -r line; do
    if [ -n "$line" ]; then arguments+=("$line"); fi
done <<< "$ARGS"

# Bash before version 4, which macOS has, reads `**` as `*`.
shopt -s nullglob
shopt -s globstar 2> /dev/null || has_no_globstar=yes

# What a glob names, in `found`: expanded, but not split at spaces.
expand() {
    local IFS=''
    # shellcheck disable=SC2206
    found=($1)
}

paths=()
while IFS= read -r line; do
    line="${line%$'\r'}"
    if [ -z "$line" ]; then continue; fi
    if [[ -e "$line" || "$line" != *[*?[]* ]]; then
        paths+=("$line")
        continue
    fi
    if [[ "$line" == *'**'* && -n "${has_no_globstar:-}" ]]; then
        echo "guihua check: this bash does not know ** in $line; name the folder" >&2
        exit 2
    fi
    expand "$line"
    if [ "${#found[@]}" = 0 ]; then
        echo "guihua check: $line names no file, so nothing would be checked" >&2
        exit 2
    fi
    paths+=("${found[@]}")
done <<< "${PATHS?}"
if [ "${#paths[@]}" = 0 ]; then
    echo "guihua check: paths is empty, so nothing would be checked" >&2
    exit 2
fi
guihua check "${arguments[@]}" -- "${paths[@]}"

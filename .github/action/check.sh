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

shopt -s nullglob

# What a glob names, in `found`: expanded, but not split at spaces.
expand() {
    local IFS=''
    # shellcheck disable=SC2206
    found=($1)
}

# The same, where `**` is any number of folders. Bash before version 4, which macOS has, does
# not know that, so no bash is asked: `find` gives the folders, without hidden ones and links.
expand_deep() {
    local before after top folder name here
    local -a tops folders all
    before=${1%%\*\**}
    after=${1#*\*\*}
    # Beside other letters it is two stars.
    if [[ "$1" != *\*\** || -n "$before" && "$before" != */ || -n "$after" && "$after" != /* ]]; then
        expand "$1"
        return
    fi
    tops=(.)
    if [ -n "$before" ]; then
        expand "$before"
        tops=(${found[@]+"${found[@]}"})
    fi
    all=()
    for top in ${tops[@]+"${tops[@]}"}; do
        if [ ! -d "$top" ]; then continue; fi
        if [ "$top" != / ]; then top=${top%/}; fi
        folders=("$top")
        while IFS= read -r -d '' name; do
            # Behind the last `/` stands every file, too.
            if [[ -d "$name" || -z "$after" ]]; then folders+=("$name"); fi
        done < <(find "$top" -mindepth 1 -name '.*' -prune -o ! -type l -print0)
        for folder in "${folders[@]}"; do
            if [ -z "$after" ]; then
                all+=("${folder#./}")
                continue
            fi
            here=$PWD
            cd "$folder" 2> /dev/null || continue
            expand_deep "${after#/}"
            for name in ${found[@]+"${found[@]}"}; do
                # A name without a glob need not be there.
                if [ ! -e "$name" ]; then continue; fi
                name="${folder%/}/$name"
                all+=("${name#./}")
            done
            cd "$here"
        done
    done
    found=(${all[@]+"${all[@]}"})
}

paths=()
while IFS= read -r line; do
    line="${line%$'\r'}"
    if [ -z "$line" ]; then continue; fi
    if [[ -e "$line" || "$line" != *[*?[]* ]]; then
        paths+=("$line")
        continue
    fi
    expand_deep "$line"
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

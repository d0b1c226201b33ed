#!/usr/bin/env bash
# Puts `guihua` on the PATH of the steps to come: the one that is there, else the binary
# of the release that the action was taken from, and only where that release has none for
# this machine, one that is built.
#
# ACTION_REF and ACTION_REPOSITORY say where the action was taken from; both are empty
# where it is used from a checkout.
set -euo pipefail

if command -v guihua > /dev/null; then
    echo "guihua: taken from $(command -v guihua)"
    exit 0
fi

case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
    Linux-X64) target=x86_64-unknown-linux-gnu ;;
    Linux-ARM64) target=aarch64-unknown-linux-gnu ;;
    macOS-X64) target=x86_64-apple-darwin ;;
    macOS-ARM64) target=aarch64-apple-darwin ;;
    Windows-X64) target=x86_64-pc-windows-msvc ;;
    *) target="" ;;
esac

# Downloads a file of the release: 0 done, 1 there is none. Anything else ends the job,
# so that a network that fails once does not turn into half an hour of building.
fetch() {
    local status
    status=$(curl --silent --show-error --location --retry 5 --output "$2" --write-out '%{http_code}' "$1")
    case "$status" in
        200) return 0 ;;
        404) return 1 ;;
        *) echo "guihua: $1 answers with $status" >&2; exit 2 ;;
    esac
}

check() {
    if command -v sha256sum > /dev/null; then sha256sum --check "$1"; else shasum -a 256 --check "$1"; fi
}

folder="$RUNNER_TEMP/guihua"
mkdir -p "$folder/bin"
cd "$folder"
# Branches and commits have no release.
if [[ -n "$target" && -n "${ACTION_REPOSITORY:-}" && "${ACTION_REF:-}" == v[0-9]* ]]; then
    archive="guihua-$ACTION_REF-$target.tar.gz"
    release="${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download/$ACTION_REF"
    if fetch "$release/$archive" "$archive"; then
        if ! fetch "$release/$archive.sha256" "$archive.sha256" || ! check "$archive.sha256"; then
            echo "guihua: $archive is not what the release says it is" >&2
            exit 2
        fi
        tar -xzf "$archive" -C bin
        echo "$folder/bin" >> "$GITHUB_PATH"
        exit 0
    fi
fi

echo "guihua: there is no binary of ${ACTION_REF:-this checkout} for ${RUNNER_OS:-?} ${RUNNER_ARCH:-?}, so it is built"
cargo install --locked --path "$GITHUB_ACTION_PATH" --root "$folder"
echo "$folder/bin" >> "$GITHUB_PATH"

#!/bin/sh
# Builds the pages for the program's jar; does nothing while no source is newer than the result.
set -eu
cd "$(dirname "$0")/.."

if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi

if [ ! -f dist/index.html ] || [ -n "$(find src public index.html package-lock.json vite.config.ts \
  ../http/src/main/resources/META-INF/openapi.yaml -newer dist/index.html -print 2>/dev/null | head -n 1)" ]; then
  npm run -s build
  touch dist/index.html
fi

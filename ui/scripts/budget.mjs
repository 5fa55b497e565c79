// Refuses a build whose first load is over the budget: what index.html names, gzipped, and all chunks together.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limit = 300 * 1024;
const size = (path) => gzipSync(readFileSync(path)).length;
const html = readFileSync('dist/index.html', 'utf8');
const first = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => `dist/${match[1]}`);
const total = first.reduce((sum, path) => sum + size(path), size('dist/index.html'));
const all = readdirSync('dist/assets').reduce((sum, name) => sum + size(`dist/assets/${name}`), 0);

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
console.log(`first load ${kilobytes(total)} gzipped (limit ${kilobytes(limit)}), all chunks ${kilobytes(all)}`);
if (total > limit) {
  console.error('The first load is over its budget: load a page or a plot lazily, or drop a dependency.');
  process.exit(1);
}

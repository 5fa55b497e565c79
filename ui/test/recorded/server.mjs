// A stand-in for the service while pages are looked at: it serves dist/ under the product's content policy and
// answers the API from answers.mjs. For development only: nothing of it is in the bundle. The user name at sign-in
// chooses the scene: ana (everything), nobody (empty), many (10,000 models), broken (every answer a problem).
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { answer } from './answers.mjs';
import { stream } from './socket.mjs';

const port = Number(process.env.PORT ?? 8099);
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname.startsWith('/api/')) {
    let text = '';
    for await (const chunk of request) text += chunk;
    const scene = (request.headers.authorization ?? '').replace('Bearer ', '');
    const { status, body, headers } = answer(request.method, url, text ? JSON.parse(text) : undefined, scene);
    response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers });
    response.end(body === undefined ? '' : JSON.stringify(body));
    return;
  }
  const wanted = normalize(url.pathname);
  const path = extname(wanted) ? wanted : '/index.html';
  try {
    const content = await readFile(join('dist', path));
    response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream', 'Content-Security-Policy': policy });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
})
  .on('upgrade', stream)
  .listen(port, () => console.log(`recorded answers on http://localhost:${port}`));

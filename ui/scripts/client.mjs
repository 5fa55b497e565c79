// Writes src/api/schema.ts from the service's openapi.yaml: a type for each schema, and for each operation its
// address, parameters, body and answer. Runs before every build and test; what it writes is not committed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const source = '../http/src/main/resources/META-INF/openapi.yaml';
const target = 'src/api/schema.ts';

if (!existsSync(source)) {
  console.error(`${source} is not here: the client cannot be written without the contract`);
  process.exit(1);
}
const contract = parse(readFileSync(source, 'utf8'));

const quoted = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`);
const byPointer = (pointer) => pointer.slice(2).split('/').reduce((node, key) => node[key], contract);
const resolved = (node) => (node.$ref ? byPointer(node.$ref) : node);

function typeOf(schema, depth) {
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if (schema.const !== undefined) return JSON.stringify(schema.const).replaceAll('"', "'");
  const parts = schema.oneOf ?? schema.anyOf;
  if (parts) return parts.map((part) => typeOf(part, depth)).join(' | ');
  const types = [schema.type ?? 'unknown'].flat();
  if (schema.enum) return schema.enum.map((value) => (value === null ? 'null' : `'${value}'`)).join(' | ');
  return types.map((type) => single(type, schema, depth)).join(' | ');
}

function single(type, schema, depth) {
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  if (type === 'array') {
    const item = typeOf(schema.items ?? {}, depth);
    return /[ |]/.test(item) ? `(${item})[]` : `${item}[]`;
  }
  if (type === 'object') {
    if (schema.properties) return objectOf(schema, depth);
    const value = schema.additionalProperties;
    return `Record<string, ${value && value !== true ? typeOf(value, depth) : 'unknown'}>`;
  }
  return 'unknown';
}

function objectOf(schema, depth) {
  const indent = '  '.repeat(depth + 1);
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties).map(([name, property]) => {
    const comment = property.description ? `${indent}/** ${property.description} */\n` : '';
    return `${comment}${indent}${quoted(name)}${required.has(name) ? '' : '?'}: ${typeOf(property, depth + 1)};\n`;
  });
  return `{\n${lines.join('')}${'  '.repeat(depth)}}`;
}

function parametersOf(parameters, where) {
  const chosen = parameters.filter((parameter) => parameter.in === where);
  if (chosen.length === 0) return 'undefined';
  const fields = chosen.map((one) => `${quoted(one.name)}${one.required ? '' : '?'}: ${typeOf(one.schema, 0)}${one.required ? '' : ' | undefined'}`);
  return `{ ${fields.join('; ')} }`;
}

const json = (content) => content?.['application/json']?.schema;

const operations = [];
for (const [path, item] of Object.entries(contract.paths)) {
  if (!path.startsWith('/api/')) continue;
  for (const [method, operation] of Object.entries(item)) {
    if (!operation.operationId) continue;
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolved);
    const body = operation.requestBody ? json(resolved(operation.requestBody).content) : undefined;
    const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
    const answer = success ? json(resolved(success[1]).content) : undefined;
    operations.push({
      id: operation.operationId,
      summary: operation.summary,
      route: `['${method.toUpperCase()}', '${path}']`,
      path: parametersOf(parameters, 'path'),
      query: parametersOf(parameters, 'query'),
      body: body ? typeOf(body, 1) : 'undefined',
      answer: answer ? typeOf(answer, 1) : 'undefined',
    });
  }
}

const schemas = Object.entries(contract.components.schemas).map(([name, schema]) => {
  const comment = schema.description ? `/** ${schema.description} */\n` : '';
  return schema.properties
    ? `${comment}export interface ${name} ${objectOf(schema, 0)}\n`
    : `${comment}export type ${name} = ${typeOf(schema, 0)};\n`;
});

const text = `/* Written by scripts/client.mjs from openapi.yaml; do not edit. */

${schemas.join('\n')}
export interface Operations {
${operations
  .map((one) => `  /** ${one.summary}. */\n  ${one.id}: { path: ${one.path}; query: ${one.query}; body: ${one.body}; answer: ${one.answer} };\n`)
  .join('')}}

export const routes: { readonly [name in keyof Operations]: readonly [method: string, path: string] } = {
${operations.map((one) => `  ${one.id}: ${one.route},\n`).join('')}};
`;

const present = existsSync(target) ? readFileSync(target, 'utf8') : '';
if (present !== text) writeFileSync(target, text);
console.log(`client: ${schemas.length} schemas, ${operations.length} operations`);

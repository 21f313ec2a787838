#!/usr/bin/env node
// A kubectl for unit tests: its cluster is the file WORLD, and what it is asked goes to the file CALLS.
const fs = require('node:fs');
const args = process.argv.slice(2);
const world = JSON.parse(fs.readFileSync(process.env.WORLD, 'utf8'));
fs.appendFileSync(process.env.CALLS, `${args.join(' ')}\n`);
const [verb, kind] = args.filter(arg => !arg.startsWith('--context'));
const namespace = args.includes('-n') ? args[args.indexOf('-n') + 1] : undefined;
const fail = text => { console.error(text); process.exit(1); };
const kinds = verb === 'get' ? kind.split(',') : [];
for (const name of world.broken ?? []) if ([verb, ...kinds].includes(name)) fail(`Error from server (Forbidden): ${name} is forbidden`);
if (verb === 'delete') {
  for (const { metadata } of JSON.parse(fs.readFileSync(0, 'utf8')).items) {
    fs.appendFileSync(process.env.CALLS, `  ${metadata.namespace}/${metadata.name}\n`);
  }
}
if (verb === 'api-resources') console.log(Object.keys(world.kinds).join('\n'));
if (verb === 'get' && kind === 'namespaces') {
  const name = args[args.indexOf('namespaces') + 1];
  if (!world.kinds.namespaces.some(({ metadata }) => metadata.name === name)) {
    fail(`Error from server (NotFound): namespaces "${name}" not found`);
  }
} else if (verb === 'get') {
  const label = args.includes('-l') ? args[args.indexOf('-l') + 1].split('=') : undefined;
  const items = kinds.flatMap(name => world.kinds[name] ?? fail(`error: the server doesn't have a resource type "${name}"`))
    .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
    .filter(({ metadata }) => label === undefined || metadata.labels?.[label[0]] === label[1]);
  if (args.includes('json')) console.log(JSON.stringify({ kind: 'List', items }));
  else for (const { metadata: { namespace, name, creationTimestamp }, immutable } of items) {
    console.log([namespace, name, creationTimestamp, immutable].join('\t'));
  }
}

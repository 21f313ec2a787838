#!/usr/bin/env node
// Answers as a program of Kubernetes would: of each document it says what the annotation `says` has, of a file of definitions what
// MALFORMED has. What it was given goes to ASKED.
const fs = require('node:fs');
const lines = fs.readFileSync(0, 'utf8').split('\n').filter(line => line !== '').map(line => JSON.parse(line));
const documents = lines.map(line => line.document ?? line);
if (process.env.ASKED) fs.appendFileSync(process.env.ASKED, documents.map(each => `${JSON.stringify(each)}\n`).join(''));
if (process.env.FAILS) { console.error(process.env.FAILS); process.exit(2); }
if (process.env.ENDS) process.exit(0);
if (process.env.PRINTS) console.log(process.env.PRINTS);
documents.forEach(({ kind, definitions, metadata }, index) => {
  const said = definitions === undefined ? metadata?.annotations?.says : process.env.MALFORMED;
  const says = kind === 'End' ? '{"unjudged":"no such kind"}' : said;
  if (says !== undefined) console.log(JSON.stringify({ line: index + 1, ...JSON.parse(says) }));
});

#!/usr/bin/env node
// Answers as a program of Kubernetes would: of each document it says what the annotation `says` has. What it was given goes to ASKED.
const fs = require('node:fs');
const input = fs.readFileSync(0, 'utf8');
if (process.env.ASKED) fs.appendFileSync(process.env.ASKED, input);
if (process.env.FAILS) { console.error(process.env.FAILS); process.exit(2); }
if (process.env.ENDS) process.exit(0);
if (process.env.PRINTS) console.log(process.env.PRINTS);
input.split('\n').filter(line => line !== '').forEach((line, index) => {
  const { kind, metadata } = JSON.parse(line) ?? {};
  const says = kind === 'End' ? '{"unjudged":"no such kind"}' : metadata?.annotations?.says;
  if (says !== undefined) console.log(JSON.stringify({ line: index + 1, ...JSON.parse(says) }));
});

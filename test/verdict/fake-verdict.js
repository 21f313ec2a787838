#!/usr/bin/env node
// Answers as a program of Kubernetes would: of each document it says what the annotation `says` has, of a file of definitions what
// MALFORMED has. What it was given goes to ASKED.
const fs = require('node:fs');
const input = fs.readFileSync(0, 'utf8');
if (process.env.ASKED) fs.appendFileSync(process.env.ASKED, input);
if (process.env.FAILS) { console.error(process.env.FAILS); process.exit(2); }
input.split('\n').filter(line => line !== '').forEach((line, index) => {
  const { definitions, metadata } = JSON.parse(line);
  const says = definitions === undefined ? metadata?.annotations?.says : process.env.MALFORMED;
  if (says !== undefined) console.log(JSON.stringify({ line: index + 1, ...JSON.parse(says) }));
});

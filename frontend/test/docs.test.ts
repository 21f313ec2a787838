import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { CHART, complaints, complaintsAbout } from './run-here';

const TEXT = fs.readFileSync(path.join(__dirname, '../../docs/yaml.md'), 'utf8');

const BLOCKS = [...TEXT.matchAll(/```yaml\n([^]*?)```/g)].map(([, block]) => block).filter(block => block.includes('platform.pinterest.com'));
const ROWS = [...TEXT.matchAll(/^\| `\w+: [^|]*` \| `(\w+: .+)` \|$/gm)].map(([, written]) => written);

const isAboutThePlace = (line: string) => /clusters\.|spec\.platform|no ingress controller/.test(line);

test.each(BLOCKS.map(block => [parseAllDocuments(block).map(document => document.toJS().kind).join(', '), block]))('%s of the page is right', (_, block) => {
  const text = block.includes('PinterestChart') ? block : `${CHART}---\n${block}`;
  expect(complaintsAbout(text).filter(line => !isAboutThePlace(line))).toEqual([]);
});

test('the page shows all forms of values', () => expect(ROWS).toHaveLength(13));

// What a value means is judged elsewhere: here it is read.
test.each(ROWS)('%s of the page has the right form', written => {
  expect(complaints(written).filter(line => /^\d+:\d+: spec\./.test(line))).toEqual([]);
});

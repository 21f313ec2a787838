import { execFileSync, spawnSync } from 'node:child_process';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { fuzz, FUZZ_TIMEOUT } from './budget';
import { goTemplateString } from '../../lib/languages/go-template';
import { goTemplateFault } from '../../lib/languages/go-template-syntax';
import { hclDocument } from '../../lib/languages/hcl';
import { kubeletText } from '../../lib/languages/kubelet';
import { shellWords } from '../../lib/languages/shell';
import { KINDS } from '../../lib/validation/kinds';

jest.setTimeout(FUZZ_TIMEOUT);

/** What ends something in one of the languages, among ordinary letters. */
const piece = fc.oneof(
  fc.constantFrom(
    '\'', '"', '\\', '`', '$', '${', '$(', '$$', '}', '{{', '}}', ')', ';', '\n', '\r', '\t', '-', '*', '!', '#', '%', '&',
    '\u2028', '\ufeff', '\ufffd', '😀', '</script>', 'EOF',
  ),
  fc.string({ maxLength: 3 }), fc.string({ unit: 'binary', maxLength: 3 }),
);
const anyText = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join('')).filter(KINDS.variableValue.holds);
const texts = fc.array(anyText, { minLength: 50, maxLength: 50 });

test('a shell reads each word as the very text', async () => {
  await fuzz(fc.property(texts, words => {
    const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${shellWords(words)}`]);
    expect(stdout.toString().split('\0').slice(0, -1)).toEqual(words);
  }));
});

test('a shell takes no word for a command, an option or a pattern of its own', async () => {
  await fuzz(fc.property(texts, words => {
    const { stdout } = spawnSync('sh', ['-c', `for word in ${shellWords(words)}; do printf '%s\\0' "$word"; done`], { cwd: '/' });
    expect(stdout.toString().split('\0').slice(0, -1)).toEqual(words);
  }));
});

/** As the kubelet expands variables: third_party/forked/golang/expansion of Kubernetes says so. */
function expanded(text: string): string {
  return text.replace(/\$(\$|\(([^)]*)\))/g, (whole, next: string, name: string) => (
    next === '$' ? '$' : name === 'HOME' ? '/root' : whole
  ));
}

test('the kubelet leaves every text as it is', async () => {
  const references = fc.array(fc.oneof(piece, fc.constantFrom('$(HOME)', '$$(HOME)', '$', '$(', 'HOME)')), { maxLength: 12 });
  await fuzz(fc.property(references.map(pieces => pieces.join('')), text => {
    expect(expanded(kubeletText(text))).toBe(text);
  }));
  expect(expanded('$(HOME) $$(HOME)')).toBe('/root $(HOME)');
});

interface Asked { readonly literals?: string[]; readonly templates?: string[]; readonly documents?: string[] }

const reader = path.join(os.tmpdir(), `readers-${process.pid}`);
const hasReader = spawnSync('go', ['build', '-o', reader, '.'], { cwd: path.join(__dirname, 'readers') }).status === 0;

function read(asked: Asked): Required<Asked> {
  return JSON.parse(execFileSync(reader, { input: JSON.stringify(asked), maxBuffer: 2 ** 28 }).toString());
}

/** Without Go, or its modules, these are left out. */
const withReader = hasReader ? test : test.skip;

withReader('a Go template prints each string as it was', async () => {
  await fuzz(fc.property(texts, strings => {
    expect(read({ literals: strings.map(goTemplateString) }).literals).toEqual(strings);
  }));
});

withReader('the agent\'s configuration has each string as it was', async () => {
  await fuzz(fc.property(texts, strings => {
    expect(read({ documents: strings.map(text => hclDocument({ text })) }).documents).toEqual(strings);
  }));
});

/** Parts of templates, whole and broken. */
const part = fc.constantFrom(
  '{{ if .X }}', '{{ end }}', '{{end}}', '{{ else }}', '{{ else if .Y }}', '{{ with secret "kv/data/a" }}',
  '{{ range $k, $v := .B }}', ' text ', '{{ .Data.data.password }}', '{{- .D -}}', '{{ "s}}" }}',
  '{{ (index .A "b") | printf "%q" }}', '{{/* }} */}}', '{{', '}}', '-}}', '{{- ', '"', '`', '\'', '(', ')', '|',
  '$x', ':=', '\\', '\n', '/*', '*/', '{{ define "x" }}', '{{ break }}', '${', '1', '.', 'é',
);

withReader('a template is refused only if Go refuses it, and nearly always then', async () => {
  let [missed, found] = [0, 0];
  const templates = fc.array(fc.array(part, { maxLength: 8 }).map(parts => parts.join('')), { minLength: 200, maxLength: 200 });
  await fuzz(fc.property(templates, all => {
    read({ templates: all }).templates.forEach((refusal, n) => {
      const fault = goTemplateFault(all[n]);
      if (refusal === '') expect([all[n], fault]).toEqual([all[n], undefined]);
      else if (fault === undefined) missed += 1;
      else found += 1;
    });
  }));
  expect(missed).toBeLessThan(found / 20);
});

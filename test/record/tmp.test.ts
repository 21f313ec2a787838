import { CASES } from '../golden/cases';
import { MESH, World } from '../synth';
import { explained, leavesOf } from './explained';
import * as fs from 'node:fs';
test('x', () => {
  const out: string[] = [];
  const un = new Map<string, string>();
  for (const [version, world] of [['1.27', { ...MESH, version: '1.27', identity: undefined }], ['1.37', MESH]] as [string, World][]) {
    for (const [name, build] of Object.entries(CASES)) {
      const record = explained(build, world);
      for (const document of record.documents) {
        out.push(`== ${version} ${name} ${document.kind}/${document.name} ${document.origin.text}`);
        for (const f of document.fields!) out.push(`  ${f.pointer || '.'}  [${f.origin.text}] ${f.properties.join(',')} (${f.settable.join(',')}) -- ${f.why}`);
        for (const leaf of leavesOf(document)) if (leaf.field.why === undefined) un.set(`${document.kind} ${leaf.pointer.replace(/\d+/g, 'N')} ${leaf.field.origin.text}`, `${version} ${name}`);
        if (document.fields![0].why === undefined) un.set(`${document.kind} .`, name);
      }
    }
  }
  fs.writeFileSync('/tmp/hx/why.txt', out.join('\n'));
  fs.writeFileSync('/tmp/hx/un.txt', [...un].map(x => x.join('   ')).sort().join('\n'));
});

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Platform } from 'cdk8s-pinterest/platform';
import { documentsOf } from './documents';
import { CASES } from '../../../test/golden/cases';
import { clusterOf, MESH, World } from '../../../test/synth';
import { build } from '../../lib/app/build';
import { findingLines } from '../../lib/app/findings';
import { tellInYaml } from '../../lib/app/teller';

/** As test/golden/golden.test.ts has them. */
const WORLDS: Record<string, World> = {
  1.27: { ...MESH, version: '1.27', region: 'us-east-1', identity: undefined },
  1.37: { ...MESH, version: '1.37', region: 'us-east-1' },
};

function synth(name: string, version: string): string {
  const text = documentsOf(name);
  const platform = new Platform({ clusters: [clusterOf(WORLDS[version])], imageRegistry: 'registry.example.com/platform' });
  const built = build([{ name: `${name}.yaml`, read: () => ({ text }), found: false }], { platform: { platform } });
  const tell = tellInYaml(built);
  const plan = built.app.plan();
  expect(findingLines(plan.problems, tell)).toEqual([]);
  return plan.files[0].text;
}

const EACH = Object.keys(CASES).flatMap(name => Object.keys(WORLDS).map(version => [name, version]));
test.each(EACH)('%s in YAML gives on %s the bytes that it gives in TypeScript', (name, version) => {
  expect(synth(name, version)).toBe(
    fs.readFileSync(path.join(__dirname, `../../../test/golden/${version}/${name}.yaml`), 'utf8'),
  );
});

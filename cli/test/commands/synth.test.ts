import * as fs from 'node:fs';
import * as path from 'node:path';
import { filesOf, freshFolder } from '../../../test/synth';
import { Outcome } from '../../lib/outcome';
import { answerOf, EXAMPLES, expectGolden, pinterest, PROJECTS, steady } from '../pinterest';

const quickstart = path.join(EXAMPLES, 'quickstart');

describe('synth', () => {
  test('writes what the app writes by itself, and tells what changed', async () => {
    const outdir = freshFolder();
    const run = () => pinterest(['synth'], { directory: quickstart, env: { CDK8S_OUTDIR: outdir } });
    const first = await run();
    expect(first.outcome).toBe(Outcome.FINE);
    expectGolden('synth.txt', steady(first.out).replaceAll(outdir, 'dist'));
    const file = (folder: string) => fs.readFileSync(path.join(folder, 'hello.k8s.yaml'), 'utf8');
    expect(file(outdir)).toBe(file(path.join(quickstart, 'golden')));
    expect((await run()).out).toContain('1 unchanged');
  });

  test('says the same to programs', async () => {
    const env = { CDK8S_OUTDIR: freshFolder() };
    const { apps, findings } = await answerOf(['synth'], { directory: quickstart, env });
    const output = { written: 1, removed: 0, unchanged: 0 };
    expect(apps).toEqual([{ folder: env.CDK8S_OUTDIR, workloads: 1, documents: 5, output }]);
    expect(findings).toEqual([]);
  });

  test('changes no file of an app with problems', async () => {
    const outdir = freshFolder();
    const directory = path.join(PROJECTS, 'wrong');
    const { outcome, out } = await pinterest(['synth'], { directory, env: { CDK8S_OUTDIR: outdir } });
    expect(outcome).toBe(Outcome.FOUND);
    expect(out).toContain('nothing was written');
    expect(filesOf(outdir)).toEqual(new Map());
  });

  test('shows what the program itself prints, without what would move a terminal', async () => {
    const directory = freshFolder();
    const outdir = freshFolder();
    const app = `printf 'mine \\033[2J\\n'; cd ${quickstart}; node --import tsx main.ts`;
    fs.writeFileSync(path.join(directory, 'cdk8s.yaml'), JSON.stringify({ app }));
    const { out } = await pinterest(['synth'], { directory, env: { CDK8S_OUTDIR: outdir } });
    expect(out.split('\n')[0]).toBe('mine \\u001b[2J');
  });
});

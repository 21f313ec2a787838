import * as fs from 'node:fs';
import * as path from 'node:path';
import { freshFolder } from '../../../test/synth';
import { Outcome } from '../../lib/outcome';
import { answerOf, EXAMPLES, expectGolden, pinterest, PROJECTS, steady } from '../pinterest';

const [wrong, right] = ['wrong', 'right'].map(name => path.join(PROJECTS, name));

describe('check', () => {
  test('tells all problems of an app with their places, and writes nothing', async () => {
    const { outcome, out, err } = await pinterest(['check'], { directory: wrong });
    expect(outcome).toBe(Outcome.FOUND);
    expect(err).toBe('');
    expectGolden('check.txt', steady(out));
    expect(fs.existsSync(path.join(wrong, 'dist'))).toBe(false);
  });

  test('says the same to programs', async () => {
    const { findings, workloads } = await answerOf(['check'], { directory: wrong });
    const problems = findings.filter(({ severity }: any) => severity === 'problem');
    expect(problems.length).toBeGreaterThan(4);
    expect(problems[0]).toMatchObject({ path: 'shop/web', place: { file: 'main.ts', line: 9 } });
    expect(workloads).toBe(3);
  });

  test('finds no problem in an app without one; a warning counts where it is asked for', async () => {
    expect((await pinterest(['check'], { directory: right })).outcome).toBe(Outcome.FINE);
    const { outcome, out } = await pinterest(['check', '--strict'], { directory: right });
    expect(outcome).toBe(Outcome.FOUND);
    expect(out).toContain('scailing');
    expect(out).toContain('Did you mean scaling?');
  });

  test('names files in a review from the root of the repository', async () => {
    const sarif = path.join(freshFolder(), 'check.sarif');
    await pinterest(['check', '--sarif', sarif], { directory: wrong });
    const { runs: [{ results }] } = JSON.parse(fs.readFileSync(sarif, 'utf8'));
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('cli/test/projects/wrong/main.ts');
  });

  test('writes what code reviews and CI show', async () => {
    const folder = freshFolder();
    const [sarif, junit] = ['check.sarif', 'check.xml'].map(name => path.join(folder, name));
    await pinterest(['check', '--sarif', sarif, '--junit', junit], { directory: wrong });
    expectGolden('check.sarif', steady(fs.readFileSync(sarif, 'utf8')));
    expectGolden('check.xml', steady(fs.readFileSync(junit, 'utf8')));
  });

  test('speaks YAML of an app in YAML, and tells once what is the same on all clusters', async () => {
    const directory = path.join(PROJECTS, 'wrong-yaml');
    const env = { CDK8S_PINTEREST_VERDICT: freshFolder() };
    const { outcome, out, err } = await pinterest(['check'], { directory, env });
    expect([outcome, err]).toEqual([Outcome.FOUND, '']);
    expectGolden('check.yaml.txt', steady(out));
    const { findings } = await answerOf(['check'], { directory, env });
    expect(findings.find(({ clusters }: any) => clusters !== undefined)).toMatchObject({
      field: 'spec.scaling.between[0]', clusters: ['prod-east', 'staging'], sharedPath: 'shop/web',
      paths: ['prod-east/shop/web', 'staging/shop/web'], place: { file: 'shop.yaml', line: 13, column: 23 },
    });
    // Nobody else words them either.
    expect((await pinterest(['synth'], { directory, env })).out).toContain('spec.scaling.between[0] = 5: must not be above');
    expect((await pinterest(['tree'], { directory, env })).err).toMatch(/ spec\.\S+( = .+)?: /);
  });

  test('can demand the verdict of Kubernetes itself', async () => {
    const env = { CDK8S_PINTEREST_VERDICT: freshFolder() };
    const directory = path.join(EXAMPLES, 'storefront');
    const { findings } = await answerOf(['check'], { directory, env });
    expect(findings.map(({ severity }: any) => severity)).toEqual(['note']);
    const { outcome, out } = await pinterest(['check', '--require-verdict'], { directory, env });
    expect(outcome).toBe(Outcome.FOUND);
    expect(out).toContain('Kubernetes 1.27 and 1.37 itself was not asked');
  });

  test('says what it could not do, and what to do about it', async () => {
    const { outcome, err, out } = await pinterest(['check'], { directory: freshFolder() });
    expect([outcome, out]).toEqual([Outcome.COULD_NOT, '']);
    expect(err).toMatch(/has no cdk8s\.yaml\. Write cdk8s\.yaml there/);
    const unwritable = await pinterest(['check', '--sarif', 'no/such/folder/x'], { directory: right });
    expect(unwritable.outcome).toBe(Outcome.COULD_NOT);
    expect(unwritable.err).toContain('no/such/folder/x cannot be written');
  });

  test('shows what an app prints that does not come to its synth', async () => {
    const directory = freshFolder();
    fs.writeFileSync(path.join(directory, 'cdk8s.yaml'), 'app: echo it is broken >&2; exit 3\n');
    const { outcome, err } = await pinterest(['check'], { directory });
    expect(outcome).toBe(Outcome.COULD_NOT);
    expect(err).toContain('ended with the status 3:\nit is broken\n');
    fs.writeFileSync(path.join(directory, 'cdk8s.yaml'), 'app: echo all is well\n');
    expect((await pinterest(['check'], { directory })).err).toContain('no PinterestApp has synthesized');
  });
});

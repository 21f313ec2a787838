import { App } from 'cdk8s';
import { explainedDocuments, isExplained } from './explained-documents';
import { recordedComponents, releasesOf } from './recorded-component';
import { recordedDocument } from './recorded-document';
import { recordedFinding } from './recorded-finding';
import { recordedWorkload } from './recorded-workload';
import { SynthesisRecord } from './synthesis-record';
import { Platform } from '../platform/platform';
import { Written } from '../synthesis/output';
import { SynthesisPlan } from '../synthesis/plan';
import { inOnePass } from '../tree/pass';
import { explainedWorkload } from '../tree/recording';
import { told } from '../tree/told-finding';
import { notAsked } from '../verdict/not-asked';
import { allRegistered, Registered } from '../workloads/registry';

/** What a plan of an app is made of. */
export function recordOf(app: App, plan: SynthesisPlan, written?: Written): SynthesisRecord {
  // What all workloads ask of the tree is computed once for all.
  return inOnePass(() => recordInPass(app, plan, written));
}

function recordInPass(app: App, plan: SynthesisPlan, written?: Written): SynthesisRecord {
  const { files, problems, warnings, isComplete, _unasked } = plan;
  const registered = allRegistered(app);
  const constructs = new Set(registered.map(({ construct }) => construct));
  const platform = Platform.of(app);
  const declared = platform !== Platform.embedded();
  const releases = releasesOf(registered);
  const explained = explainedWorkload();
  const isWanted = (each: Registered) => isExplained(each, explained);
  const workloads = registered.map(each => recordedWorkload(each, problems.length === 0 && isWanted(each)));
  const planned = files.flatMap(({ path, documents }) => documents.map(document => ({ path, document })));
  return {
    version: 1,
    outdir: app.outdir,
    complete: isComplete,
    output: written && { written: written.written, removed: written.removed, unchanged: written.unchanged },
    problems: told(app, problems).map(recordedFinding),
    warnings: told(app, [...warnings, ...written?.warnings ?? []]).map(recordedFinding),
    unasked: _unasked,
    unaskedReason: _unasked.length > 0 ? notAsked(_unasked) : undefined,
    clusters: platform.clusters.map(({ name, environment, version }) => ({ name, environment, version: `${version}`, declared })),
    components: recordedComponents(releases),
    workloads,
    documents: explained === undefined
      ? planned.map(({ path, document }) => recordedDocument(path, document, constructs))
      : explainedDocuments(workloads.filter((_, n) => isWanted(registered[n])), constructs, releases, planned),
  };
}

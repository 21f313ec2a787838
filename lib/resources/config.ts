import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { VolumeMount } from 'kubernetes-types/core/v1';
import { derivedName, shortHash } from './names';
import { fillTemplate, templateNames } from './templates';
import { OUTLIVES_ITS_MANIFEST } from '../labels/gitops';
import { RECLAIM_UNNAMED } from '../labels/reclaim';
import { PodVolume } from '../pod/pod-volume';
import { must, Problem } from '../validation/problem';
import { variableSizeProblems } from '../validation/variable-size';

/** Configuration of an application, in files and variables. */
export interface ConfigProps {
  /**
   * Contents by file name. `{{cluster}}`, `{{environment}}`, `{{region}}`, `{{namespace}}`, `{{service}}`, `{{version}}`,
   * `{{team}}` and `{{dnsDomain}}` are replaced at synth time; `\{{name}}` gives the text `{{name}}`, and `ConfigFile.raw(text)`
   * is a file of which nothing is replaced.
   * In a batch job also `{{shard}}`, `{{shards}}` and the values of its Shards;
   * a file that uses one of them is rendered for each shard.
   *
   * @default - no files
   */
  readonly files?: { [name: string]: string };

  /**
   * Values by variable name, with the same templates.
   *
   * @default - no variables
   */
  readonly env?: { [name: string]: string };

  /**
   * The folder of the files in the container.
   *
   * @default /etc/app
   */
  readonly mountPath?: string;
}

/** The configuration of a workload, rendered, and the ConfigMaps that contain it. */
export interface Config {
  readonly files?: ApiObject;
  readonly env?: ApiObject;
  /** How the application's container mounts the files. */
  readonly mounts: VolumeMount[];
  readonly problems: Problem[];
}

/** Shards: pods of one template that get different files. */
export interface TemplateShards {
  /** The number of shards. */
  readonly total: number;
  /** The template names whose values differ between shards. */
  readonly _names: string[];
  /** The template values of one shard. */
  _values(shard: number): Map<string, string>;
}

type FileContents = { [name: string]: string };

const VOLUME = 'config';

export function createConfig(
  scope: Construct, workload: string, metadata: object, props: ConfigProps, values: Map<string, string>, shards?: TemplateShards,
): Config {
  const problems: Problem[] = [];
  const { files, mounts } = renderFiles(props.files ?? {}, props.mountPath ?? '/etc/app', values, shards, problems);
  const env = renderEnv(props.env ?? {}, values, shards, problems);
  return {
    files: Object.keys(files).length > 0 ? contentConfigMap(scope, 'config', workload, 'config', metadata, files) : undefined,
    env: Object.keys(env).length > 0 ? contentConfigMap(scope, 'env', workload, 'env', metadata, env) : undefined,
    mounts,
    problems: [
      ...problems, ...sizeProblems(files, shards), ...tooLarge('config.env', env, '', 'Write large values into config.files.'),
    ],
  };
}

/** Mounts the folder; if some files differ between shards, mounts each file, so that a shard gets its own. */
function renderFiles(
  templates: FileContents, folder: string, values: Map<string, string>, shards: TemplateShards | undefined, problems: Problem[],
) {
  const fill = (name: string, available: Map<string, string>, found: Problem[]) =>
    fillTemplate(templates[name], available, `config.files["${name}"]`, found);
  const names = Object.keys(templates);
  const perShard = new Set(names.filter(name => differs(templates[name], shards)));
  const files: FileContents = {};
  for (const name of names.filter(each => !perShard.has(each))) files[name] = fill(name, values, problems);
  for (const name of perShard) {
    // Problems of one shard are enough: all shards have the same names.
    for (let shard = 0; shard < shards!.total; shard++) {
      const key = `${shard}.${name}`;
      if (key in files) {
        problems.push({
          field: 'config.files',
          value: key,
          rule: `is also the ConfigMap key of the file "${name}" of shard ${shard}`,
          fix: 'Rename one of the two.',
        });
      }
      files[key] = fill(name, new Map([...values, ...shards!._values(shard)]), shard === 0 ? problems : []);
    }
  }
  if (names.length === 0) return { files, mounts: [] };
  if (perShard.size === 0) return { files, mounts: [{ name: VOLUME, mountPath: folder, readOnly: true }] };
  const mounts = names.map((name): VolumeMount => ({
    name: VOLUME,
    mountPath: `${folder}/${name}`,
    readOnly: true,
    ...(perShard.has(name) ? { subPathExpr: `$(SHARD).${name}` } : { subPath: name }),
  }));
  return { files, mounts };
}

function renderEnv(
  templates: FileContents, values: Map<string, string>, shards: TemplateShards | undefined, problems: Problem[],
): FileContents {
  for (const name of Object.keys(templates).filter(each => differs(templates[each], shards))) {
    problems.push({
      field: `config.env["${name}"]`,
      value: templates[name],
      rule: 'cannot differ between shards',
      fix: 'Write it into config.files, or use $(SHARD) in container.envVariables.',
    });
  }
  const filled = Object.entries(templates).map(([name, text]) => [
    name, differs(text, shards) ? text : fillTemplate(text, values, `config.env["${name}"]`, problems),
  ]);
  for (const [name, text] of filled) problems.push(...variableSizeProblems(`config.env["${name}"]`, name, text));
  return Object.fromEntries(filled);
}

function differs(text: string, shards: TemplateShards | undefined): boolean {
  return shards !== undefined && templateNames(text).some(name => shards._names.includes(name));
}

/** The API server's size limit for the values of one ConfigMap. */
const LARGEST = 1024 * 1024;

function sizeProblems(files: FileContents, shards: TemplateShards | undefined): Problem[] {
  return tooLarge('config.files', files, ', for all shards together', shards
    ? 'Put fewer shards into one workload, or let each shard read its part from elsewhere by $(SHARD).'
    : 'Publish large files as a dependency.');
}

function tooLarge(field: string, texts: FileContents, together: string, fix: string): Problem[] {
  const size = Object.values(texts).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return must(size <= LARGEST, {
    field, value: `${size} bytes`, rule: `must not be larger than ${LARGEST} bytes in total${together}`, fix,
  });
}

/**
 * An immutable ConfigMap named by a hash of its content: new content is a new object, so that pods roll when it changes,
 * and all that still names the old one finds it.
 */
export function contentConfigMap(
  scope: Construct, id: string, workload: string, suffix: string, metadata: object, data: FileContents,
): ApiObject {
  const { labels, annotations, ...rest } = metadata as { labels?: object; annotations?: object };
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      ...rest,
      name: derivedName(workload, `${suffix}-${contentHash(data)}`),
      labels: { ...labels, ...RECLAIM_UNNAMED },
      annotations: { ...annotations, ...OUTLIVES_ITS_MANIFEST },
    },
    immutable: true,
    data,
  });
}

function contentHash(data: FileContents): string {
  return shortHash(JSON.stringify(Object.keys(data).sort().map(name => [name, data[name]])));
}

export function configVolume(config: ApiObject): PodVolume {
  return PodVolume.configMap(VOLUME, config.name);
}

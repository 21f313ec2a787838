import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { derivedName, shortHash } from './names';
import { fillTemplate } from './templates';
import { PodVolume } from '../pod/pod-volume';
import { Problem } from '../validation/problem';

/** Configuration of an application, in files and variables. */
export interface ConfigProps {
  /**
   * Contents by file name. `{{cluster}}`, `{{environment}}`, `{{region}}`, `{{namespace}}`, `{{service}}`, `{{version}}`,
   * `{{team}}` and `{{dnsDomain}}` are replaced at synth time; `\{{name}}` stands for the text `{{name}}`.
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
   * The folder in which the files are.
   *
   * @default /etc/app
   */
  readonly mountPath?: string;
}

/** The configuration of a workload, resolved, and the ConfigMaps that carry it. */
export interface Config {
  readonly files?: ApiObject;
  readonly env?: ApiObject;
  readonly mountPath: string;
  readonly problems: Problem[];
}

type FileContents = { [name: string]: string };

const FILE_NAME = /^[-._A-Za-z0-9]{1,253}$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function createConfig(scope: Construct, workload: string, metadata: object, props: ConfigProps, values: Map<string, string>): Config {
  const problems: Problem[] = [];
  const resolve = (section: 'files' | 'env', data: { [key: string]: string }, valid: RegExp, rule: string) => {
    for (const key of Object.keys(data).filter(name => !valid.test(name))) {
      problems.push({ field: `config.${section}`, value: key, rule, fix: section === 'files' ? 'Write a plain file name such as "app.yaml".' : 'Write a name such as "LOG_LEVEL".' });
    }
    return Object.fromEntries(Object.entries(data).map(([key, text]) => [key, fillTemplate(text, values, `config.${section}["${key}"]`, problems)]));
  };
  const files = resolve('files', props.files ?? {}, FILE_NAME, 'must be a file name: letters, digits, "-", "_" and "."');
  const env = resolve('env', props.env ?? {}, VARIABLE, 'must be a variable\'s name: letters, digits and "_", not starting with a digit');
  return {
    files: Object.keys(files).length > 0 ? contentConfigMap(scope, 'config', workload, 'config', metadata, files) : undefined,
    env: Object.keys(env).length > 0 ? contentConfigMap(scope, 'env', workload, 'env', metadata, env) : undefined,
    mountPath: props.mountPath ?? '/etc/app',
    problems,
  };
}

/**
 * An immutable ConfigMap that is named by what is in it: new content is a new object, so that pods roll when it changes
 * and a rollback finds the old one. Argo CD prunes the old one only after the new pods are healthy.
 */
export function contentConfigMap(scope: Construct, id: string, workload: string, suffix: string, metadata: object, data: FileContents): ApiObject {
  const { annotations, ...rest } = metadata as { annotations?: object };
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      ...rest,
      name: derivedName(workload, `${suffix}-${shortHash(JSON.stringify(Object.entries(data).sort()))}`),
      annotations: { ...annotations, 'argocd.argoproj.io/sync-options': 'PruneLast=true' },
    },
    immutable: true,
    data,
  });
}

export function configVolume(config: ApiObject): PodVolume {
  return PodVolume.configMap('config', config.name);
}

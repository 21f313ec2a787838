import { Duration, Size } from 'cdk8s';
import { quantity } from './quantity';
import { CsiOptions, EphemeralOptions, TokenOptions, VolumeFiles, VolumeItem } from './volume-options';
import { having, judge, listOf, openShape, optional, Rule } from '../validation/judge';
import { memberOf } from '../validation/look';
import { optionOf, optionProblems } from '../validation/options';
import { must, Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';
import { DURATION, SOME_SIZE } from '../validation/scalars';
import { isList } from '../validation/words';

/** A volume of a pod, by name. */
export class PodVolume {
  /** An empty folder on the node's disk that lives as long as the pod. A pod that writes more than the limit is evicted. */
  public static emptyDir(name: string, limit?: Size): PodVolume {
    const { source, problems } = limitOf(limit);
    return new PodVolume(name, { emptyDir: source }, problems);
  }

  /** An empty folder in memory. Its files count towards the memory limit of the containers that write them. */
  public static memory(name: string, limit: Size): PodVolume {
    const { source, problems } = limitOf(limit);
    return new PodVolume(name, { emptyDir: { medium: 'Memory', ...source } }, problems);
  }

  /**
   * The keys of a Secret as files, readable by the pod's group. The pod waits until the Secret exists, unless it is optional.
   *
   * @param keys the same as `files.items`
   */
  public static secret(name: string, secretName: string, keys?: VolumeItem[], files?: VolumeFiles): PodVolume {
    const { items, defaultMode = GROUP_READS, ...rest } = filesOf(files);
    return new PodVolume(name, { secret: { secretName, defaultMode, items: keys ?? items, ...rest } }, [
      ...optionProblems(files, OF_FILES, 'files'),
      ...itemProblems(keys ?? items),
      ...must(keys === undefined || keys === null || items === undefined, {
        field: 'files.items', rule: 'is also said by keys', fix: 'Keep one of the two.',
      }),
    ]);
  }

  /** The keys of a ConfigMap as files. The pod waits until the ConfigMap exists, unless it is optional. */
  public static configMap(name: string, configMapName: string, files?: VolumeFiles): PodVolume {
    const all = filesOf(files);
    return new PodVolume(name, { configMap: { name: configMapName, ...all } }, [
      ...optionProblems(files, OF_FILES, 'files'), ...itemProblems(all.items),
    ]);
  }

  /** Fields of the pod as files, by path: `{ labels: 'metadata.labels' }`. They change with the pod. */
  public static downwardApi(name: string, fields: { [path: string]: string }): PodVolume {
    const { value, problems } = judge(fields ?? {}, FIELDS, 'fields');
    const items = Object.entries(value).map(([path, fieldPath]) => ({ path, fieldRef: { fieldPath } }));
    return new PodVolume(name, { downwardAPI: { items } }, problems);
  }

  /** A token of the pod's service account for somebody else than the Kubernetes API, renewed while the pod runs. */
  public static token(name: string, options: TokenOptions): PodVolume {
    const audience = optionOf(options, 'audience');
    const path = optionOf(options, 'path') ?? 'token';
    const { value: expiration = Duration.hours(1), problems } = judge<Duration | undefined>(
      optionOf(options, 'expiration'), optional(DURATION), 'expiration',
    );
    const expirationSeconds = expiration.toSeconds();
    return new PodVolume(name, { projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds, path } }] } }, [
      ...optionProblems(options, ['audience', 'path', 'expiration'], ''),
      ...problems,
      ...must(audience !== undefined, { field: 'audience', rule: 'must be said', fix: 'Write who takes the token.' }),
      ...must(expirationSeconds >= SHORTEST_TOKEN, {
        field: 'expiration', value: `${expirationSeconds} s`, rule: 'must be at least ten minutes', fix: 'Write a longer time.',
      }),
    ]);
  }

  /** Several volumes of Secrets, ConfigMaps, fields and tokens in one folder. Of one path there is one file. */
  public static projected(name: string, volumes: PodVolume[]): PodVolume {
    const { value, problems } = judge(volumes, VOLUMES, 'volumes');
    const wrong = value.filter(volume => !isProjectable(volume));
    const modes = value.flatMap(({ source: { secret, configMap } }) => (secret ?? configMap)?.defaultMode ?? []);
    return new PodVolume(name, {
      // The strictest: a Secret stays the group's.
      projected: { ...(modes.length > 0 && { defaultMode: Math.min(...modes) }), sources: value.flatMap(projections) },
    }, [
      ...problems,
      ...value.flatMap(volume => volume._problems),
      ...pathProblems('volumes', value.flatMap(projections).flatMap(pathsOf)),
      ...must(value.length > 0, {
        field: 'volumes', rule: 'must not be empty', fix: 'Write [PodVolume.secret(name, secretName)].',
      }),
      ...wrong.map(volume => ({
        field: 'volumes',
        value: volume.name,
        rule: 'cannot be a part of another volume',
        fix: 'Only those by secret, configMap, downwardApi and token can.',
      })),
    ]);
  }

  /** A claim that exists already in the workload's namespace. */
  public static claim(name: string, claimName: string): PodVolume {
    return new PodVolume(name, { persistentVolumeClaim: { claimName } });
  }

  /** A volume of each pod's own on the cluster's storage, which ends with the pod: for more than a node's disk has. */
  public static ephemeral(name: string, options: EphemeralOptions): PodVolume {
    const { value: size, problems } = judge<Size | undefined>(optionOf(options, 'size'), SOME_SIZE, 'size');
    const storageClass = optionOf(options, 'storageClass');
    const spec = {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: size && quantity(size) } },
      ...(storageClass !== undefined && { storageClassName: storageClass }),
      volumeMode: 'Filesystem',
    };
    return new PodVolume(name, { ephemeral: { volumeClaimTemplate: { spec } } }, [
      ...optionProblems(options, ['size', 'storageClass'], ''), ...problems,
    ]);
  }

  /** What a CSI driver provides for the pod, such as secrets of a cloud. Whether the cluster has the driver shows in the pod. */
  public static csi(name: string, driver: string, options?: CsiOptions): PodVolume {
    const secretName = optionOf(options, 'secretName');
    return new PodVolume(name, {
      csi: {
        driver,
        fsType: optionOf(options, 'fsType'),
        readOnly: optionOf(options, 'readOnly'),
        volumeAttributes: optionOf(options, 'attributes'),
        ...(secretName !== undefined && { nodePublishSecretRef: { name: secretName } }),
      },
    }, optionProblems(options, ['attributes', 'secretName', 'readOnly', 'fsType'], ''));
  }

  /** Any other source, as Kubernetes writes it: `{ emptyDir: {} }`. The restricted Pod Security Standard says which there are. */
  public static of(name: string, source: { [key: string]: any }): PodVolume {
    const { value, problems } = judge(source, SOURCE, 'source');
    return new PodVolume(name, value, problems);
  }

  /** One without source: the controller adds it to each pod. @internal */
  public static _ofTemplate(name: string): PodVolume {
    return new PodVolume(name, {});
  }

  private constructor(
    /** Unique in the pod. */
    public readonly name: string,
    /** The source, as Kubernetes writes it. */
    public readonly source: { [key: string]: any },
    /** What is wrong with it. @internal */
    public readonly _problems: Problem[] = [],
  ) {}
}

/** Several keys at one path would be one file. */
function itemProblems(items: unknown): Problem[] {
  return pathProblems('items', pathsOf({ secret: { items } }));
}

/** The paths that a source of a projected volume names. */
function pathsOf(source: { [type: string]: any }): string[] {
  return Object.values(source).flatMap(fields => [
    ...(isList(fields?.items) ? fields.items.map((item: unknown) => memberOf(item, 'path')) : []), fields?.path,
  ]).filter(path => typeof path === 'string');
}

function pathProblems(field: string, paths: string[]): Problem[] {
  return repeated(paths).map(value => ({
    field, value, rule: 'is the path of two files', fix: 'Give each a path of its own.',
  }));
}

/** The API server takes no shorter one. */
const OF_FILES = ['items', 'mode', 'optional'];
const SHORTEST_TOKEN = 600;

/** The options as Kubernetes writes them. */
function filesOf(files: VolumeFiles | undefined): { items?: VolumeItem[]; defaultMode?: number; optional?: boolean } {
  const [items, defaultMode, isOptional] = [optionOf(files, 'items'), optionOf(files, 'mode'), optionOf(files, 'optional')];
  return {
    ...(items !== undefined && { items }),
    ...(defaultMode !== undefined && { defaultMode }),
    ...(isOptional !== undefined && { optional: isOptional }),
  };
}

const VOLUMES = listOf(having('source', 'a PodVolume', 'PodVolume.secret(name, secretName)'));

const PROJECTED = ['secret', 'configMap', 'downwardAPI', 'projected'];

function isProjectable({ source }: PodVolume): boolean {
  return Object.keys(source).every(type => PROJECTED.includes(type));
}

/** The parts of a projected volume have one mode, and Secrets are named there as ConfigMaps are. */
function projections({ source: { secret, configMap, downwardAPI, projected } }: PodVolume): object[] {
  const files = ({ defaultMode: _, secretName: name, ...rest }: any) => ({ ...(name !== undefined && { name }), ...rest });
  return [
    ...secret ? [{ secret: files(secret) }] : [],
    ...configMap ? [{ configMap: files(configMap) }] : [],
    ...downwardAPI ? [{ downwardAPI: files(downwardAPI) }] : [],
    ...projected?.sources ?? [],
  ];
}

/** The limit as Kubernetes writes it; without one that is refused. */
function limitOf(limit: Size | undefined) {
  if (limit === undefined) return { source: {}, problems: [] };
  const { value, problems } = judge<Size | undefined>(limit, SOME_SIZE, 'limit');
  return { source: value ? { sizeLimit: quantity(value) } : {}, problems };
}

/** As it is at one look. */
const FIELDS = openShape({}, 'Write { labels: "metadata.labels" }.', {});

/** The API server takes one type of source, and makes an empty folder of none. */
const SOURCE: Rule = (value, field, problems) => {
  const given = typeof value === 'object' && value !== null && !isList(value) ? FIELDS(value, field, problems) as object : {};
  const types = Object.entries(given).filter(([, each]) => each !== undefined).map(([type]) => type);
  if (types.length === 1) return given;
  problems.push({
    field,
    value: types.length > 1 ? types : undefined,
    rule: types.length > 1 ? 'must be of one type' : 'must be an object with the type of the volume',
    fix: 'Write for example { emptyDir: {} }.',
  });
  return { emptyDir: {} };
};

/** 0440: the containers run as a user who is not root, in the group that owns the files. */
export const GROUP_READS = 0o440;

import { StoreTrust, VaultStoreOptions } from '../../cluster/secret-store';
import { hclDocument } from '../../languages/hcl';
import { SecretFile } from '../../requirements/secret-file';
import { IdentityComponent } from '../identity/component';
import { WorkloadIntent } from '../workload-intent';
import { templateOf } from './templates';

/** Where the agent writes the secrets. */
export const OUTPUT_FOLDER = '/secrets';

/** Where the agent finds the store's certificate authority, if a ConfigMap holds it. */
export const TRUST_FOLDER = '/etc/secret-store';

/** How the agent logs in and what it writes. The agent reads HCL, which includes JSON. */
export function agentConfig(workload: WorkloadIntent, store: VaultStoreOptions, files: SecretFile[]): string {
  const { address, role, authMount = 'cert', refresh } = store;
  const ca = caFile(store.trust ?? StoreTrust.IDENTITY);
  const tls = {
    ca_cert: ca, client_cert: `${IdentityComponent.FOLDER}/tls.crt`, client_key: `${IdentityComponent.FOLDER}/tls.key`,
  };
  return hclDocument({
    vault: { address, ...tls, retry: { num_retries: 5 } },
    auto_auth: {
      method: [{
        type: 'cert',
        mount_path: `auth/${authMount}`,
        max_backoff: '1m',
        // A renewal replaces the certificate file, so the agent must read it again.
        config: { name: role ?? `${workload.namespace}.${workload.name}`, ...tls, reload: true },
      }],
    },
    template_config: { static_secret_render_interval: `${refresh?.toSeconds({ integral: false }) ?? 300}s` },
    template: files.map(file => (
      { destination: `${OUTPUT_FOLDER}/${file.file}`, perms: '0440', error_on_missing_key: true, contents: templateOf(file) }
    )),
  });
}

function caFile(trust: StoreTrust): string | undefined {
  if (trust.configMapName) return `${TRUST_FOLDER}/ca.crt`;
  return trust === StoreTrust.IDENTITY ? `${IdentityComponent.FOLDER}/ca.crt` : undefined;
}

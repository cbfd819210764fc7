import type { Provider } from '#contracts/api/channel.ts';

export interface ProviderField {
  readonly name: string;
  readonly type: 'text' | 'long_text' | 'number' | 'secret' | 'secret_text' | 'switch' | 'security';
  readonly placeholder?: string;
}

/** What each provider can be told, in the order of the form. Secrets are written and never read back. */
export const providerFields: Record<Provider, readonly ProviderField[]> = {
  sandbox: [],
  smtp: [
    { name: 'host', type: 'text', placeholder: 'smtp.example.com' },
    { name: 'port', type: 'number', placeholder: '587' },
    { name: 'security', type: 'security' },
    { name: 'certificateAuthority', type: 'long_text', placeholder: '-----BEGIN CERTIFICATE-----' },
    { name: 'username', type: 'text' },
    { name: 'password', type: 'secret' },
    { name: 'from', type: 'text', placeholder: 'Shop <hello@shop.example>' },
    { name: 'replyTo', type: 'text' },
    { name: 'bounceDomain', type: 'text', placeholder: 'bounces.shop.example' },
    { name: 'messagesPerSecond', type: 'number' },
    { name: 'dkimDomain', type: 'text', placeholder: 'shop.example' },
    { name: 'dkimSelector', type: 'text' },
    { name: 'dkimPrivateKey', type: 'secret_text', placeholder: '-----BEGIN PRIVATE KEY-----' },
  ],
  webhook: [
    { name: 'url', type: 'text', placeholder: 'https://example.com/hooks/throughline' },
    { name: 'secret', type: 'secret', placeholder: 'whsec_…' },
    { name: 'allowPrivateAddresses', type: 'switch' },
    { name: 'timeoutSeconds', type: 'number', placeholder: '10' },
    { name: 'messagesPerSecond', type: 'number' },
  ],
};

import { BlockList, isIP } from 'node:net';

/**
 * Addresses that are not on the public internet, or that lead to one that is not. Sources: IANA special-purpose address
 * registries for IPv4 and IPv6 (RFC 6890). Addresses of IPv6 that carry one of IPv4 are all refused: no public receiver
 * needs them, and each is a way round this list.
 */
const ranges: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 96],
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

// One list per family: a single one takes every IPv4 address for the same address mapped into IPv6.
const refused = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix] of ranges) refused[family(network)].addSubnet(network, prefix, family(network));

/** True for what is no public address, and for what is no address at all. */
export function isPrivateAddress(address: string): boolean {
  return isIP(address) === 0 || refused[family(address)].check(address, family(address));
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

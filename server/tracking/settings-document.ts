/**
 * What Segment's browser client asks for before it sends anything: where to send to, and that there is nothing else to
 * load. `host` is the address it reached us by, without a scheme; the scheme stands beside it because the client's own
 * default is https.
 */
export function settingsDocument(writeKey: string, protocol: string, host: string): object {
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        apiHost: `${host}/v1`,
        protocol,
        unbundledIntegrations: [],
        addBundledMetadata: false,
      },
    },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    // The client reports its own figures to Segment unless told not to.
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}

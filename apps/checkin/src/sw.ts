import { NavigationRoute, type PrecacheEntry, Serwist } from 'serwist'

/** Filled in by the build: every file of the shell with its revision. */
declare const self: { __SW_MANIFEST: (PrecacheEntry | string)[] }

/**
 * Starts the app with no signal. It never touches /v1: what a door knows lives in the app's own store, where its age is
 * known. A new version waits until somebody agrees to it (or no tab is open): nobody loses a screen while scanning.
 */
const serwist = new Serwist({
  precacheEntries: self.__SW_MANIFEST,
  precacheOptions: { cleanupOutdatedCaches: true },
  clientsClaim: true,
  disableDevLogs: true,
})

serwist.registerRoute(new NavigationRoute(serwist.createHandlerBoundToUrl('index.html')))
serwist.addEventListeners()

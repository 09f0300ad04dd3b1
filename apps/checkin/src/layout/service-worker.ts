import { observable } from '../syncing/observable.ts'

const LOOK_EVERY_MS = 30 * 60_000

/** A newer version is here and waits for agreement. */
export const updateReady = observable(false)

let waiting: ServiceWorker | null = null

/** Only what `vite build` made has a service worker. */
export async function registerServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const base = import.meta.env.BASE_URL
  const registration = await navigator.serviceWorker.register(`${base}sw.js`, { scope: base })
  const offer = (worker: ServiceWorker | null) => {
    // Without a controller this is the first installation, not an update.
    if (!worker || !navigator.serviceWorker.controller) return
    waiting = worker
    updateReady.set(true)
  }
  offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') offer(worker)
    })
  })
  setInterval(() => registration.update().catch(() => undefined), LOOK_EVERY_MS)
}

export function applyUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  // A worker has one origin, ours; only windows are told whom a message is for.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
  waiting?.postMessage({ type: 'SKIP_WAITING' })
}

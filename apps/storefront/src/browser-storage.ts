/** What this tab or this device remembers. Storage may be switched off; then it lasts as long as the page. */
type Place = 'session' | 'device'

const lost = new Map<string, string>()
const storeOf = (place: Place): Storage => (place === 'session' ? sessionStorage : localStorage)

function read(place: Place, key: string): string | undefined {
  try {
    return storeOf(place).getItem(`tessera.${key}`) ?? lost.get(`${place}.${key}`)
  } catch {
    return lost.get(`${place}.${key}`)
  }
}

/** What was remembered under this name; the caller knows its shape, since only it writes there. */
export function recall<T>(place: Place, key: string): T | null {
  const text = read(place, key)
  return text ? (JSON.parse(text) as T) : null
}

export function remember(place: Place, key: string, value: unknown): void {
  const text = JSON.stringify(value)
  try {
    storeOf(place).setItem(`tessera.${key}`, text)
  } catch {
    lost.set(`${place}.${key}`, text)
  }
}

export function forget(place: Place, key: string): void {
  lost.delete(`${place}.${key}`)
  try {
    storeOf(place).removeItem(`tessera.${key}`)
  } catch {
    // nothing was stored
  }
}

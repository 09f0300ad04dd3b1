/** What this tab or this device remembers. Storage may be switched off; then it lasts as long as the page. */
type Place = 'session' | 'device'

const lost = new Map<string, string>()
const storeOf = (place: Place): Storage => (place === 'session' ? sessionStorage : localStorage)

export function recall<T>(place: Place, key: string): T | null {
  try {
    const text = storeOf(place).getItem(`tessera.${key}`) ?? lost.get(`${place}.${key}`)
    return text ? (JSON.parse(text) as T) : null
  } catch {
    const text = lost.get(`${place}.${key}`)
    return text ? (JSON.parse(text) as T) : null
  }
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

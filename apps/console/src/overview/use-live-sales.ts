import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { liveAddress } from '../api/dashboard.ts'

/** The server says when figures have moved; they are then read again. True while the line is open. */
export function useLiveSales(organizer: string): boolean {
  const client = useQueryClient()
  const [isLive, setLive] = useState(false)
  useEffect(() => {
    const source = new EventSource(liveAddress(organizer))
    source.addEventListener('open', () => setLive(true))
    source.addEventListener('error', () => setLive(false))
    source.addEventListener('changed', () => {
      for (const part of ['dashboard', 'orders', 'needs'])
        void client.invalidateQueries({ queryKey: [organizer, part] })
    })
    return () => source.close()
  }, [organizer, client])
  return isLive
}

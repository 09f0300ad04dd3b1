import { CloudOff, Hourglass, Wifi } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { log } from '../door/door-app.ts'
import { type Connection, connection } from '../door/door-state.ts'
import { useObserved } from '../syncing/observable.ts'

const ICONS: Record<Connection, typeof Wifi> = { up: Wifi, slow: Hourglass, down: CloudOff }

/** Whether this device reaches the server, and what it still has to send, as it is told on every screen. */
export function useLine() {
  const { t } = useTranslation('checkin')
  const state = useObserved(connection)
  const waiting = useObserved(log.records).filter(record => record.state === 'waiting').length
  return {
    state,
    Icon: ICONS[state],
    reached: t(`line.${state}`),
    sent: waiting > 0 ? t('line.waiting', { count: waiting }) : t('line.all_sent'),
  }
}

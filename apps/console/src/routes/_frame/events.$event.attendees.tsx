import { createFileRoute } from '@tanstack/react-router'
export const Route = createFileRoute('/_frame/events/$event/attendees')({ component: () => null })

import { appConfig } from '@tessera/ui/vite'
import { defineConfig } from 'vite'

export default defineConfig(appConfig({ base: '/console/', port: 5174 }))

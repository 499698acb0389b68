import { BrowserCamera } from './adapters/browser-camera.ts';
import { browserCredentials, browserDevice, browserPreferences } from './adapters/browser-device.ts';
import { openBrowserSignals } from './adapters/browser-signals.ts';
import { enrolOverHttp } from './adapters/enrol-over-http.ts';
import { openMqttLink } from './adapters/mqtt-link.ts';
import { RunningApp } from './use-cases/run-app.ts';
import { RunningDoor } from './use-cases/run-door.ts';

const VERSION = 'door-page 0.1.0';

/** The page on a real browser. */
export function composeApp(): RunningApp {
  return new RunningApp({
    credentials: browserCredentials,
    enrol: enrolOverHttp,
    host: location.host,
    openDoor: (credential, changed) =>
      new RunningDoor({
        device: browserDevice,
        preferences: browserPreferences,
        openCamera: (events) => new BrowserCamera(events),
        openSignals: openBrowserSignals,
        changed,
        openLink: (events) => {
          const { clock } = browserDevice;
          const clientId = `${credential.username}/${browserDevice.newScanId().slice(0, 8)}`;
          const pageUrl = location.href;
          return openMqttLink({ credential, pageUrl, clock, clientId, version: VERSION }, events);
        },
      }),
  });
}

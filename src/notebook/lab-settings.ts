// How JupyterLab behaves as part of the workbook. Jupyter reads these files from the configuration folder that
// jupyterEnvironment() names.
import { join } from 'node:path';
import { jupyterEnvironment, kernelName, writeIfOther } from './jupyter-environment.ts';

const server = {
  ServerApp: {
    ip: '127.0.0.1',
    allow_root: true, // a container's only user is root; the address and the token guard it
    answer_yes: true,
    // jupytext's extension would write a second file beside every notebook that is saved; the others only cost time.
    jpserver_extensions: {
      jupyterlab: true,
      jupyterlab_jupytext: false,
      jupyter_lsp: false,
      jupyter_server_terminals: false,
      notebook_shim: false,
    },
  },
  KernelSpecManager: { ensure_native_kernel: false, allowed_kernelspecs: [kernelName] },
  // The kernel's own limit for clean-up is nine seconds (kernel/start.cjs).
  KernelManager: { shutdown_wait_time: 10 },
} as const;

const lab = {
  LabApp: {
    // JupyterLab as it was published: no third-party extensions, and no search for yarn at every start.
    core_mode: true,
    // The learner's page says what is new; nothing is asked of the network.
    news_url: null,
    check_for_updates_class: 'jupyterlab.NeverCheckForUpdate',
    extension_manager: 'readonly',
  },
} as const;

const settings = {
  '@jupyterlab/apputils-extension:notification': { checkForUpdates: false, fetchNews: 'false' },
  '@jupyterlab/apputils-extension:themes': { 'adaptive-theme': true },
  '@jupyterlab/docmanager-extension:plugin': { autosaveInterval: 15 },
  // A closed notebook lets its consumers leave their group.
  '@jupyterlab/notebook-extension:tracker': { kernelShutdown: true, windowingMode: 'none' },
  '@jupyterlab/filebrowser-extension:browser': { showLastModifiedColumn: false },
} as const;

/** Writes the settings; learners' own choices in JupyterLab stand in other files and win. */
export function writeLabSettings(): void {
  const { JUPYTER_CONFIG_DIR: folder = '' } = jupyterEnvironment();
  writeIfOther(join(folder, 'jupyter_server_config.json'), server);
  writeIfOther(join(folder, 'jupyter_lab_config.json'), lab);
  writeIfOther(join(folder, 'labconfig', 'default_setting_overrides.json'), settings);
}

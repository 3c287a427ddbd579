-- Plain data for `vim.lsp.enable('agentls')` (Neovim 0.11 and later).
-- No folder of a product is a root marker: `~/.claude` would make the whole home a workspace.
---@type vim.lsp.Config
return {
  cmd = { 'agentls', 'server' },
  filetypes = { 'markdown', 'toml', 'json', 'jsonc', 'yaml' },
  root_markers = { 'agentls.toml', '.git' },
}

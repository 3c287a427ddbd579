-- `:checkhealth agentls`: what to look at when nothing happens.
local M = {}

local function program()
  local config = vim.lsp.config and vim.lsp.config.agentls
  return config and type(config.cmd) == 'table' and config.cmd[1] or 'agentls'
end

local function check_program(name)
  if vim.fn.executable(name) == 0 then
    vim.health.error(name .. ' can not be started', { 'install agentls, or give its whole path as `cmd`' })
    return
  end
  local said = vim.trim(vim.fn.system({ name, '--version' }))
  if vim.v.shell_error ~= 0 then
    vim.health.error(name .. ' --version failed: ' .. said)
    return
  end
  vim.health.ok(said .. ' (' .. vim.fn.exepath(name) .. ')')
end

local function check_switched_on()
  if not vim.lsp.is_enabled then
    vim.health.info('this Neovim has no vim.lsp.is_enabled: see the snippet for 0.10 in the README')
  elseif vim.lsp.is_enabled('agentls') then
    vim.health.ok("switched on by vim.lsp.enable('agentls')")
  else
    vim.health.warn('not switched on', { "add vim.lsp.enable('agentls') to your init.lua" })
  end
end

local function check_clients()
  local clients = vim.lsp.get_clients({ name = 'agentls' })
  if #clients == 0 then
    vim.health.info('no server runs: open a Markdown file, then ask again')
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    vim.health.ok(('server %d: %d buffers, root %s'):format(client.id, buffers, client.root_dir or 'none'))
  end
end

function M.check()
  vim.health.start('agentls')
  check_program(program())
  check_switched_on()
  check_clients()
  if vim.filetype.match({ filename = 'rule.mdc' }) == nil then
    vim.health.warn('.mdc has no file type', { 'put editors/nvim on the runtimepath, or add the file type yourself' })
  end
end

return M

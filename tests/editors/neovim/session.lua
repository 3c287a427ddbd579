-- One session in a real Neovim, step by step. Every step is written down with what went wrong in it, or `true`.
local folder, report = vim.env.AGENTLS_WORKSPACE, vim.env.AGENTLS_REPORT
local results, order = {}, {}

local function step(name, run)
  local fine, why = pcall(run)
  results[name] = fine or tostring(why)
  table.insert(order, name)
end

local function wait(what, condition)
  assert(vim.wait(10000, condition, 20), 'waited in vain for ' .. what)
end

local function open(path)
  vim.cmd.edit(folder .. '/' .. path)
  local buffer = vim.api.nvim_get_current_buf()
  wait('the client of ' .. path, function()
    return #vim.lsp.get_clients({ name = 'agentls', bufnr = buffer }) > 0
  end)
  return buffer
end

local function finding(buffer, text)
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    local lines = vim.api.nvim_buf_get_text(
      buffer, diagnostic.lnum, diagnostic.col, diagnostic.end_lnum, diagnostic.end_col, {}
    )
    if table.concat(lines, '\n') == text then
      return diagnostic
    end
  end
end

local function wait_for(buffer, text)
  wait('a finding on exactly ' .. text .. ', got ' .. vim.inspect(vim.tbl_map(function(one)
    return { one.code, one.lnum, one.col, one.end_col }
  end, vim.diagnostic.get(buffer))), function()
    return finding(buffer, text) ~= nil
  end)
  return finding(buffer, text)
end

local function cursor(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
end

local function ask(buffer, method, more)
  local client = vim.lsp.get_clients({ name = 'agentls', bufnr = buffer })[1]
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local answers = vim.lsp.buf_request_sync(buffer, method, vim.tbl_extend('force', params, more or {}), 5000)
  for _, answer in pairs(answers or {}) do
    return answer.result
  end
end

local agent

step('attaches with the root of the project', function()
  agent = open('.claude/agents/reviewer.md')
  local client = vim.lsp.get_clients({ name = 'agentls', bufnr = agent })[1]
  local root = client.root_dir or client.config.root_dir
  assert(vim.uv.fs_realpath(root) == vim.uv.fs_realpath(folder), tostring(root))
end)

step('marks exactly the unknown tool', function()
  assert(wait_for(agent, 'Grepp').source == 'agentls')
end)

step('marks exactly what is lost behind two emoji', function()
  wait_for(agent, ' #1 today')
end)

step('hover tells what a key is', function()
  cursor(4, 1)
  local answer = ask(agent, 'textDocument/hover')
  assert(answer and answer.contents.value:find('tools'), vim.inspect(answer))
end)

step('hover opens a window', function()
  cursor(4, 1)
  vim.lsp.buf.hover()
  wait('a floating window', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return true
      end
    end
  end)
  vim.cmd.fclose({ bang = true })
end)

step('a second server does not start for the window of a hover', function()
  assert(#vim.lsp.get_clients({ name = 'agentls' }) == 1)
end)

step('completion offers tools', function()
  cursor(4, 18)
  local answer = ask(agent, 'textDocument/completion', { context = { triggerKind = 1 } })
  local labels = vim.tbl_map(function(item) return item.label end, answer.items or answer)
  assert(vim.tbl_contains(labels, 'Grep'), vim.inspect(labels))
end)

step('a code action mends the tool, and its finding goes', function()
  local diagnostic = wait_for(agent, 'Grepp')
  cursor(diagnostic.lnum + 1, diagnostic.col)
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { 'quickfix' }, diagnostics = { diagnostic.user_data.lsp } },
    filter = function(action) return action.isPreferred end,
  })
  wait('the mended line', function()
    return not vim.api.nvim_buf_get_lines(agent, 3, 4, true)[1]:find('Grepp')
  end)
  wait('the finding to go', function()
    return finding(agent, 'Grepp') == nil and #vim.tbl_filter(function(one)
      return one.lnum == 3 and one.severity <= vim.diagnostic.severity.WARN
    end, vim.diagnostic.get(agent)) == 0
  end)
end)

step('rename changes both tags of a pair', function()
  local buffer = open('tagged.md')
  cursor(7, 2)
  vim.lsp.buf.rename('guidelines')
  wait('both tags', function()
    local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n')
    return text:find('<guidelines>') and text:find('</guidelines>')
  end)
  vim.cmd('edit!')
end)

step('an .mdc file is Markdown and is checked', function()
  local buffer = open('.cursor/rules/style.mdc')
  assert(vim.bo[buffer].filetype == 'markdown')
  wait('its findings', function() return #vim.diagnostic.get(buffer) > 0 end)
end)

step('a closed buffer keeps no findings', function()
  local buffer = open('.claude/agents/other.md')
  wait('its findings', function() return #vim.diagnostic.get(buffer) > 0 end)
  vim.cmd.bwipeout({ bang = true })
  wait('them to go', function()
    for _, diagnostic in ipairs(vim.diagnostic.get()) do
      if diagnostic.bufnr == buffer then
        return false
      end
    end
    return true
  end)
end)

step('the compiler fills the quickfix list', function()
  vim.cmd.cd(folder)
  vim.cmd.compiler('agentls')
  vim.cmd('silent make! .claude')
  local found = vim.tbl_filter(function(item) return item.valid == 1 end, vim.fn.getqflist())
  assert(#found > 0, vim.inspect(vim.fn.getqflist()))
  assert(found[1].lnum > 0 and found[1].col > 0 and found[1].type:match('[ewih]'), vim.inspect(found[1]))
end)

step('checkhealth finds nothing wrong', function()
  vim.cmd.checkhealth('agentls')
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n')
  assert(text:find('agentls %d+%.%d+') and not text:find('ERROR') and not text:find('WARNING'), text)
  vim.cmd.bwipeout({ bang = true })
end)

step('a file outside of every project is checked', function()
  local buffer = open('../alone/helper.agent.md')
  wait('its findings', function() return #vim.diagnostic.get(buffer) > 0 end)
end)

step('the server stops', function()
  vim.lsp.stop_client(vim.lsp.get_clients({ name = 'agentls' }))
  wait('the end of all clients', function() return #vim.lsp.get_clients({ name = 'agentls' }) == 0 end)
end)

local file = assert(io.open(report, 'w'))
file:write(vim.json.encode({ steps = order, results = results }))
file:close()
vim.cmd('qall!')

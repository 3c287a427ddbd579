-- Cursor's rules are Markdown with front matter; Neovim knows no file type for their extension.
vim.filetype.add({
  extension = { mdc = 'markdown' },
  filename = { ['.roomodes'] = 'yaml', ['.kilocodemodes'] = 'yaml' },
})

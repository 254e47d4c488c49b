import os
AUTHOR = 'Nadia Serhane'
SITENAME = "The Olive Press"
SITEURL = 'https://olive.example'
DEFAULT_LANG = 'en'
PLUGINS = [os.getcwd()]
